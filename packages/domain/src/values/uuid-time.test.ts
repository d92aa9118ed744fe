import { expect, it } from "vitest";
import { uuidTime } from "./uuid-time.ts";

it("reads the time of a UUID of version 7", () => {
  expect(uuidTime("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").toISOString()).toBe("2022-02-22T19:22:22.000Z");
});
