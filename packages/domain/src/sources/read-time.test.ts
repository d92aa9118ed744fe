import { describe, expect, it } from "vitest";
import { readTime } from "./read-time.ts";

describe("a time in a file", () => {
  it.each([
    ["2018-06-01 14:30:05", "America/Sao_Paulo", "2018-06-01T17:30:05.000Z"],
    ["2018-06-01T14:30", "America/Sao_Paulo", "2018-06-01T17:30:00.000Z"],
    ["2018-06-01 14:30:05.25", "Asia/Kolkata", "2018-06-01T09:00:05.250Z"],
    ["2018-06-01 14:30:05,123456", "UTC", "2018-06-01T14:30:05.123Z"],
    ["2018-06-01T14:30:05Z", "Europe/Moscow", "2018-06-01T14:30:05.000Z"],
    ["2018-06-01t14:30:05z", "Europe/Moscow", "2018-06-01T14:30:05.000Z"],
    ["2018-06-01 14:30:05 +05:30", "Europe/Moscow", "2018-06-01T09:00:05.000Z"],
    ["2018-06-01 14:30:05-0330", "Europe/Moscow", "2018-06-01T18:00:05.000Z"],
    ["2018-06-01 14:30:05+03", "UTC", "2018-06-01T11:30:05.000Z"],
    ["2018-06-01", "Europe/Moscow", "2018-05-31T21:00:00.000Z"],
    ["01.06.2018 9:05", "Europe/Moscow", "2018-06-01T06:05:00.000Z"],
    ["1.6.2018", "Europe/Moscow", "2018-05-31T21:00:00.000Z"],
    ["01.06.2018, 09:05:07", "Europe/Moscow", "2018-06-01T06:05:07.000Z"],
    ["2020-02-29", "UTC", "2020-02-29T00:00:00.000Z"],
  ])("%s on the clock of %s is %s", (text, timeZone, instant) => {
    expect(readTime(text, timeZone)?.toISOString()).toBe(instant);
  });

  it.each([
    ["2018-11-04 00:00", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "midnight that was skipped"],
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "a day that began at one o'clock"],
    ["2018-11-04 00:30", "America/Sao_Paulo", "2018-11-04T03:30:00.000Z", "half an hour into the skip"],
    ["2024-03-10 02:30", "America/New_York", "2024-03-10T07:30:00.000Z", "half past two that was skipped"],
    ["2024-11-03 01:30", "America/New_York", "2024-11-03T05:30:00.000Z", "half past one, the first of two"],
    ["2018-02-17 23:30", "America/Sao_Paulo", "2018-02-18T01:30:00.000Z", "an evening hour that came twice"],
    ["2024-04-07 01:45", "Australia/Lord_Howe", "2024-04-06T14:45:00.000Z", "a half hour that came twice"],
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z", "a day that Samoa left out"],
  ])("%s on the clock of %s is %s: %s", (text, timeZone, instant) => {
    expect(readTime(text, timeZone)?.toISOString()).toBe(instant);
  });

  it.each([
    "",
    "yesterday",
    "five",
    "03/04/2018",
    "2018-02-30",
    "2018-13-01",
    "2018-06-01 24:00",
    "2018-06-01 12:60",
    "2018-06-01 12:00:60",
    "30.02.2018",
    "1528000000",
    "18-06-01",
    "2018-06-01 14:30 EST",
    "2018-06-01T14:30:05+99:00",
  ])("%j is not a time", (text) => {
    expect(readTime(text, "UTC")).toBeNull();
  });
});
