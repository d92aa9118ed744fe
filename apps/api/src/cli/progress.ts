/** Where progress goes: standard error, or what stands for it in a test. */
export type Screen = { write(text: string): unknown; isTTY?: boolean };

export type Progress = {
  /** `share` of the work, 0 to 1, and the rows behind it. */
  show(share: number, rows: number, sentence: string): void;
  /** A line of its own, above the bar. */
  say(line: string): void;
  end(): void;
};

const barWidth = 24;
const redrawnEveryMs = 100;
const toldEveryMs = 5_000;

/** A bar where there is a terminal to redraw it on; elsewhere a line every few seconds, so that a log stays readable. */
export function openProgress(screen: Screen, now: () => number = Date.now): Progress {
  const startedAt = now();
  let shownAt = screen.isTTY ? 0 : startedAt;
  let isDrawn = false;
  const clear = () => {
    if (isDrawn) screen.write("\r\u001b[K");
    isDrawn = false;
  };
  return {
    show: (share, rows, sentence) => {
      if (now() - shownAt < (screen.isTTY ? redrawnEveryMs : toldEveryMs)) return;
      shownAt = now();
      const text = `${Math.floor(share * 100)} %, ${sentence}, ${perSecond(rows, shownAt - startedAt)} rows/s`;
      if (!screen.isTTY) return void screen.write(`${text}\n`);
      const done = Math.round(share * barWidth);
      screen.write(`\r\u001b[K${"█".repeat(done)}${"░".repeat(barWidth - done)} ${text}`);
      isDrawn = true;
    },
    say: (line) => {
      clear();
      screen.write(`${line}\n`);
    },
    end: clear,
  };
}

const perSecond = (rows: number, ms: number) => Math.round((rows * 1000) / Math.max(ms, 1));
