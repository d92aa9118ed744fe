import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import axe from "axe-core";
import { launchBrowser } from "../support/chromium.ts";
import { dashboardPages, faultsOfLayout, layoutShift, settled } from "../support/dashboard-pages.ts";
import { browserLooking, looks, startDemo } from "../support/demo.ts";
import { root } from "../support/imports.ts";

// Every page × light and dark × English and Russian × 1280 and 380 px, in .screenshots/, looked over by rules as well.
const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, look: { type: "string", default: "" } },
});
const folder = join(root, ".screenshots");
const mostShift = 0.1;

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const demo = await startDemo();
const browser = await launchBrowser();
let [taken, faulty] = [0, 0];
try {
  const pages = (await dashboardPages(demo)).filter(({ name }) => name.includes(values.only));
  for (const look of looks) {
    const lookName = `${look.scheme}-${look.language}-${look.width}`;
    if (!lookName.includes(values.look)) continue;
    const context = await browserLooking(browser, look);
    await demo.signIn(context);
    for (const { name, path, open } of pages) {
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(demo.server.url + path);
      await settled(page).catch((error) => faults.push(String(error).split("\n")[0] as string));
      const shift = await layoutShift(page);
      if (shift > mostShift) faults.push(`jumps while it loads (${shift.toFixed(2)})`);
      await open?.(page);
      if (open) await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-${lookName}.png`), fullPage: true });
      faults.push(...(await faultsOfLayout(page)));
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => axe.run());
      for (const { id, nodes } of violations)
        faults.push(`axe ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
      taken++;
      if (faults.length > 0) faulty++;
      for (const fault of faults) console.log(`${name}-${lookName}: ${fault}`);
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  await demo.dispose();
}
console.log(`${taken} screenshots in .screenshots, ${faulty} with faults.`);
process.exit(faulty === 0 ? 0 : 1);
