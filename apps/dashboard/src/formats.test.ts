import { describe, expect, it } from "vitest";
import { formatsIn } from "./formats.ts";

const en = formatsIn("en", "Europe/Moscow", "EUR");
const ru = formatsIn("ru", "Europe/Moscow", "RUB");

describe("Numbers on screen", () => {
  it.each([
    [en.score("nps", -27.4), "−27"],
    [en.score("nps", -0.2), "0"],
    [en.score("nps", null), "–"],
    [en.score("csi", 78.44), "78.4"],
    [ru.score("csi", 78.44), "78,4"],
    [en.target(80), "80"],
    [ru.target(5.5), "5,5"],
    [en.signed("nps", 4.6), "+5"],
    [en.signed("nps", -4.4), "−4"],
    [en.signed("nps", 0.2), "0"],
    [en.number(2079), "2,079"],
    [ru.number(2079), "2\u00a0079"],
    [en.percent(0.312), "31.2%"],
    [ru.percent(0.312), "31,2\u00a0%"],
    [en.money(1840), "€1,840"],
  ])("%s", (written, expected) => {
    expect(written).toBe(expected);
  });

  it("have ± where both sides round alike, else both ends", () => {
    expect(en.plusMinus("nps", { score: 34, interval: { low: 27.2, high: 40.9 } })).toBe("± 7");
    expect(en.plusMinus("nps", { score: 90, interval: { low: 70, high: 96 } })).toBe("(70…96)");
    expect(en.plusMinus("nps", { score: null, interval: null })).toBe("");
  });

  it("write a difference with its signs", () => {
    expect(en.range("nps", { low: -4.2, high: 5.1 }, { isDifference: true })).toBe("(−4…+5)");
    expect(en.range("nps", { low: 7, high: 33 })).toBe("(7…33)");
  });
});

describe("Times on screen", () => {
  const now = new Date("2026-11-21T11:20:00Z");

  it.each([
    ["2026-11-21T11:19:48Z", "12 s", "12 с"],
    ["2026-11-21T11:16:00Z", "4 min", "4 мин"],
    ["2026-11-21T06:40:00Z", "4 h 40 min", "4 ч 40 мин"],
    ["2026-11-19T11:20:00Z", "2 d", "2 д"],
  ])("%s is %s ago", (at, english, russian) => {
    expect([en.ago(at, now), ru.ago(at, now)]).toEqual([english, russian]);
  });

  it("are of the workspace's zone", () => {
    expect(en.time("2026-11-21T21:30:00Z")).toBe("00:30");
  });
});
