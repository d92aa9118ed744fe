import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demo, startDemo } from "./support/demo.ts";
import { blocksOf, documents, type Folder, likeTheRepository, runCommands } from "./support/documents.ts";
import { root } from "./support/imports.ts";

/** Blocks that this machine cannot run, by document: each says beside it what it needs. */
const elsewhere: Record<string, number> = { "README.md": 3, "docs/deploying.md": 7 };

describe("What the documents tell people to do", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  }, 300_000);
  afterAll(() => demo?.dispose());

  it.each(documents)("works as it stands in %s", { timeout: 120_000 }, async (path) => {
    const blocks = blocksOf(path);
    const shell = blocks.filter(({ language }) => language === "sh");
    expect(shell.filter(({ use }) => use === "elsewhere")).toHaveLength(elsewhere[path] ?? 0);
    const folder: Folder = likeTheRepository(demo.server);
    try {
      for (const { language, use, text } of blocks) if (language !== "sh" && use !== "") folder.write(use, text);
      // The server is stopped where a block says so.
      for (const { use, text, line } of shell) {
        if (use === "elsewhere") continue;
        if ((use === "stopped") === demo.server.isRunning())
          await (use === "stopped" ? demo.server.stop() : demo.server.restart());
        const { code, printed } = await runCommands(folder, demo.server, text);
        const why = `${path}:${line}\n${printed}`;
        expect(code, why).toBe(0);
        // The first field of every refusal, so that no `head` cuts it off.
        expect(printed, why).not.toContain("/docs/problems#");
      }
    } finally {
      folder.remove();
      if (!demo.server.isRunning()) await demo.server.restart();
    }
  });
});

it.each(documents)("Every link of %s leads to something", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link as string);
  const broken = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(path), link)));
  expect(broken).toEqual([]);
});
