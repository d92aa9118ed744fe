import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestHouse, type TestHouse } from "./support/house.ts";
import { root } from "./support/imports.ts";

describe("A developer whose request was refused", () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse({ on: "pglite" });
  });
  afterAll(() => house.close());

  it("follows the refusal's link to what its code means and what to do", async () => {
    const page = await (await house.fetch("/docs/problems")).text();
    for (const code of codesInSource()) expect(page, code).toContain(`id="${code}"`);
  });

  it("learns on the API's page how a key is sent, and where codes are explained", async () => {
    const page = await (await house.fetch("/docs")).text();
    expect(page).toContain("Authorization: Bearer ok_…");
    expect(page).toContain('href="/docs/problems"');
  });
});

/** Codes as they stand in the source, but for those that are put together from parts. */
function codesInSource(): string[] {
  const sources = globSync("{packages/*,apps/api}/src/**/*.ts", { cwd: root }).filter(
    (file) => !/\.test\.ts$/.test(file),
  );
  const found = sources.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [
      ...text.matchAll(/new Problem\(\s*"[\w-]+",\s*"([^"]+)"/g),
      ...text.matchAll(/\binvalid\(\s*"([^"]+)"/g),
    ].map((match) => match[1] as string);
  });
  expect(found.length).toBeGreaterThan(60);
  return [...new Set([...found, "query.invalid", "touchpoint.in-use", "dimension.in-use", "internal"])];
}
