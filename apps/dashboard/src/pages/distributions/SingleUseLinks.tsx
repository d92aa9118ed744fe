import { Button, NumberInput, TextInput } from "@mantine/core";
import { csvLines } from "@otklik/domain/exports/csv";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { saveCsv } from "../../charts/save-file.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./LinkSettings.module.css";
import { linkWords } from "./link-words.ts";

/** Links for one answer each: made at once, handed over as a file. */
export function SingleUseLinks({ id, slug }: { id: string; slug: string }) {
  const words = useWords(linkWords);
  const said = words.links;
  const [count, setCount] = useState(50);
  const [label, setLabel] = useState("");
  const make = useMutation({
    mutationFn: () =>
      ask(api.v1.distributions[":id"].links.$post({ param: { id }, json: { count, label: label.trim() || null } })),
  });
  const download = useMutation({
    mutationFn: async () => {
      const rows: string[][] = [[...said.columns]];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(id, cursor);
        for (const { url, label, status, createdAt } of page.data)
          rows.push([url, label ?? "", said.states[status], createdAt]);
        cursor = page.nextCursor;
      } while (cursor !== null);
      saveCsv(
        `\uFEFF${csvLines(rows, { separator: "comma", decimal: "point", time: String, yes: "", no: "" })}`,
        `${slug}-links`,
      );
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const { error } = make.error ? make : download;
  return (
    <Card title={said.title} note={said.many}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.pair}>
          <NumberInput
            label={said.count}
            value={count}
            min={1}
            max={10_000}
            allowDecimal={false}
            hideControls
            onChange={(value) => setCount(Number(value) || 1)}
          />
          <TextInput
            label={said.label}
            value={label}
            maxLength={200}
            onChange={({ currentTarget }) => setLabel(currentTarget.value)}
          />
        </div>
        <div className={styles.buttons}>
          <Button type="submit" variant="default" loading={make.isPending}>
            {said.make}
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="download" size={14} />}
            loading={download.isPending}
            onClick={() => download.mutate()}
          >
            {said.csv}
          </Button>
        </div>
        <span role="status">
          {make.data && said.made(make.data.made)}
          {error && (
            <span className={styles.fault}>
              {words.failed}: {error instanceof ApiProblem ? error.detail : error.message}
            </span>
          )}
        </span>
      </form>
    </Card>
  );
}

const pageOf = (id: string, cursor: string | null) =>
  ask(api.v1.distributions[":id"].links.$get({ param: { id }, query: { limit: "200", ...(cursor && { cursor }) } }));
