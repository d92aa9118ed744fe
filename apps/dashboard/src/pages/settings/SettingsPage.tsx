import { Link, useParams } from "@tanstack/react-router";
import { type ComponentType, useEffect, useRef } from "react";
import { NoSuchPage } from "../../NoSuchPage.tsx";
import { useWorkspace } from "../../session.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { useWords } from "../../words.ts";
import { AlarmsSection } from "./AlarmsSection.tsx";
import { AppearanceSection } from "./AppearanceSection.tsx";
import { BudgetSection, CasesSection, SenderSection, SilenceSection, TargetsSection } from "./AskingSections.tsx";
import { DataSection } from "./DataSection.tsx";
import { DevelopersSection } from "./DevelopersSection.tsx";
import { DimensionsSection } from "./DimensionsSection.tsx";
import { GeneralSection } from "./GeneralSection.tsx";
import { KeysSection } from "./KeysSection.tsx";
import { MarksSection } from "./MarksSection.tsx";
import { MembersSection } from "./MembersSection.tsx";
import { NotificationsSection } from "./NotificationsSection.tsx";
import styles from "./Settings.module.css";
import { ThemeSection } from "./ThemeSection.tsx";
import { TouchpointsSection } from "./TouchpointsSection.tsx";
import { settingsWords } from "./words.ts";

type SectionName = keyof typeof settingsWords.en.sections;

const sections: Record<SectionName, ComponentType> = {
  general: GeneralSection,
  touchpoints: TouchpointsSection,
  dimensions: DimensionsSection,
  targets: TargetsSection,
  alarms: AlarmsSection,
  marks: MarksSection,
  budget: BudgetSection,
  silence: SilenceSection,
  cases: CasesSection,
  sender: SenderSection,
  theme: ThemeSection,
  keys: KeysSection,
  members: MembersSection,
  developers: DevelopersSection,
  data: DataSection,
  notifications: NotificationsSection,
  appearance: AppearanceSection,
};

const groups: { name: keyof typeof settingsWords.en.groups; sections: SectionName[] }[] = [
  { name: "workspace", sections: ["general", "touchpoints", "dimensions", "targets", "alarms", "marks", "cases"] },
  { name: "asking", sections: ["budget", "silence", "sender", "theme"] },
  { name: "access", sections: ["keys", "members", "developers", "data"] },
  { name: "you", sections: ["notifications"] },
  { name: "browser", sections: ["appearance"] },
];

const isSection = (name: string): name is SectionName => Object.hasOwn(sections, name);

export function SettingsPage() {
  const words = useWords(settingsWords);
  const { section = "general" } = useParams({ strict: false }) as { section?: string };
  const { slug } = useWorkspace();
  const nav = useRef<HTMLElement>(null);
  // On a phone the sections stand in a row: the one that is open must be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new section is what it follows
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (open && nav.current) nav.current.scrollLeft = open.offsetLeft - nav.current.offsetLeft - 2;
  }, [section]);
  if (!isSection(section)) return <NoSuchPage />;
  const Open = sections[section];
  return (
    <>
      <PageHead title={words.nav} />
      <div className={styles.page}>
        <nav className={styles.nav} aria-label={words.nav} ref={nav}>
          {groups.map((group) => (
            <div key={group.name} className={styles.group}>
              <span>{words.groups[group.name]}</span>
              {group.sections.map((name) => (
                <Link
                  key={name}
                  to="/$workspace/settings/{-$section}"
                  params={{ workspace: slug, section: name }}
                  search={{}}
                  aria-current={name === section ? "page" : undefined}
                >
                  {words.sections[name]}
                </Link>
              ))}
            </div>
          ))}
        </nav>
        <div className={styles.column}>
          <Open />
        </div>
      </div>
    </>
  );
}
