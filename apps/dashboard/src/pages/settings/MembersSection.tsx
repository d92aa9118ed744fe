import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import { AsyncState } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

export function MembersSection() {
  const words = useWords(settingsWords);
  const { user } = useWorkspace();
  const members = useQuery({ queryKey: ["members"], queryFn: () => ask(api.v1.members.$get()) });
  return (
    <Section title={words.sections.members} lead={words.members.lead}>
      <AsyncState query={members} what={words.members.what}>
        {({ data }) => (
          <ul className={styles.list}>
            {data.map((member) => (
              <li key={member.id}>
                <div>
                  <b>{member.name}</b>
                  {member.id === user.id && <span className={styles.tag}>{words.members.you}</span>}
                  <small>{member.email}</small>
                </div>
                <span className={styles.role}>
                  {(words.members.roles as Record<string, string>)[member.role] ?? member.role}
                </span>
              </li>
            ))}
          </ul>
        )}
      </AsyncState>
    </Section>
  );
}
