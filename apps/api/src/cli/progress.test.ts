import { describe, expect, it } from "vitest";
import { openProgress } from "./progress.ts";

/** A screen, and a clock that is moved by hand. */
function setUp(isTTY: boolean) {
  let [text, ms] = ["", 0];
  const progress = openProgress({ isTTY, write: (written: string) => (text += written) }, () => ms);
  return {
    progress,
    pass: (passed: number) => {
      ms += passed;
    },
    /** What was written since the last look. */
    written: () => {
      const seen = text;
      text = "";
      return seen;
    },
  };
}

describe("the progress of a long command", () => {
  it("is a bar on a terminal, redrawn in place and wiped away by what is said", () => {
    const { progress, pass, written } = setUp(true);
    pass(1000);
    progress.show(0.5, 2000, "2000 rows");
    expect(written()).toBe("\r\u001b[K████████████░░░░░░░░░░░░ 50 %, 2000 rows, 2000 rows/s");
    pass(10);
    progress.show(0.51, 2010, "2010 rows");
    expect(written()).toBe("");
    progress.say("line 7: wrong");
    expect(written()).toBe("\r\u001b[Kline 7: wrong\n");
    progress.end();
    expect(written()).toBe("");
  });

  it("is a line every five seconds elsewhere", () => {
    const { progress, pass, written } = setUp(false);
    for (const second of [1, 2, 3, 4, 5, 6]) {
      pass(1000);
      progress.show(second / 10, second * 100, `${second * 100} rows`);
    }
    expect(written()).toBe("50 %, 500 rows, 100 rows/s\n");
  });
});
