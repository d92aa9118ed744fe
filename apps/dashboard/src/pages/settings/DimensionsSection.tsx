import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { AsyncState } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

export function DimensionsSection() {
  const words = useWords(settingsWords);
  const list = useQuery({ queryKey: ["dimensions"], queryFn: () => ask(api.v1.dimensions.$get()) });
  return (
    <Section title={words.sections.dimensions}>
      <AsyncState query={list} what={words.sections.dimensions}>
        {({ data }) => (
          <ul className={styles.list}>
            {data.map(({ key, name }) => (
              <li key={key}>
                <div>
                  <b>{name}</b>
                  <small>
                    <code>{key}</code>
                  </small>
                </div>
              </li>
            ))}
          </ul>
        )}
      </AsyncState>
    </Section>
  );
}
