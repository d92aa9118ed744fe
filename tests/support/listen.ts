import type { TestHouse } from "./house.ts";

export type Heard = { id: number; name: string; data: Record<string, unknown> };

export type Listening = {
  /** All that was heard so far, in order. */
  heard: Heard[];
  /** Resolves once this is true of what was heard; fails after ten seconds. */
  until(isEnough: (heard: Heard[]) => boolean): Promise<Heard[]>;
  close(): Promise<void>;
};

type Options = { key: string; events?: string; after?: number };

/** Listens on /v1/stream, from the moment that the line stands. */
export async function listenTo({ fetch }: TestHouse, { key, events, after }: Options): Promise<Listening> {
  const headers: Record<string, string> = { authorization: `Bearer ${key}` };
  if (after !== undefined) headers["last-event-id"] = String(after);
  const hangUp = new AbortController();
  const response = await fetch(`/v1/stream${events ? `?events=${events}` : ""}`, { headers, signal: hangUp.signal });
  if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);

  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  let stands: () => void = () => {};
  const isListening = new Promise<void>((resolve) => {
    stands = resolve;
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const reading = (async () => {
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      stands();
      const parts = (text + value).split("\n\n");
      text = parts.pop() as string;
      heard.push(...parts.flatMap(messageIn));
      for (const look of waiting) look();
    }
  })().catch(() => {});

  await isListening;
  return {
    heard,
    until: (isEnough) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`heard only ${heard.map(({ name }) => name).join(", ")}`)),
          10_000,
        );
        const look = () => {
          if (!isEnough(heard)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(heard);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      hangUp.abort();
      await reader.cancel().catch(() => {});
      await reading;
    },
  };
}

function messageIn(text: string): Heard[] {
  const fields = new Map(
    text.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const data = fields.get("data");
  return data === undefined
    ? []
    : [{ id: Number(fields.get("id")), name: fields.get("event") as string, data: JSON.parse(data) }];
}
