import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe objects to of WCAG 2.0 to 2.2, levels A and AA. */
export async function objectionsTo(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(" "))))`);
}

/** What does not fit: on 320 CSS pixels, and on 640, which is a window of 1280 at 200 %. */
export async function cutOff(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [320, 640]) {
    await page.setViewportSize({ width, height: 640 });
    found.push(
      ...(await page.evaluate<string[]>(`(() => {
        const wide = document.documentElement.scrollWidth;
        const isCut = (one) => {
          const { left, right, width } = one.getBoundingClientRect();
          const { overflowX } = getComputedStyle(one);
          const isHeld = overflowX !== "visible" && !one.matches("input,select,textarea") && one.scrollWidth > one.clientWidth + 1;
          return width > 1 && (left < -1 || right > innerWidth + 1 || isHeld);
        };
        const cut = [...document.body.querySelectorAll("*")].filter(isCut).map((one) => one.outerHTML.slice(0, 120));
        return [...(wide > innerWidth ? ["scrolls to " + wide + " px"] : []), ...cut].map((one) => innerWidth + " px: " + one);
      })()`)),
    );
  }
  return found;
}
