import type { Page } from "playwright-core";
import { settled } from "./dashboard-pages.ts";
import type { Demo } from "./demo.ts";

/** One step of the way and how long it took until all of it was shown, in ms. */
export type Step = { name: string; ms: number };

/**
 * Somebody who has never seen it: from the overview to the worst touchpoint, to what people write there, to the customer
 * with the most at stake, and to a closed case.
 */
export async function strangersPath(page: Page, demo: Demo): Promise<{ steps: Step[]; caseId: string }> {
  const steps: Step[] = [];
  const step = async (name: string, act: () => Promise<unknown>, shown: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await act();
    await shown();
    steps.push({ name, ms: performance.now() - startedAt });
    // What is still asked for afterwards belongs to this step, not to the next one.
    await settled(page);
  };
  const heading = (name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

  const list = page.getByRole("heading", { name: /worst first/ });
  const worst = page.locator("section", { has: list }).getByRole("listitem").first().getByRole("link");
  await step(
    "overview",
    () => page.goto(`${demo.server.url}${demo.home}/overview`),
    () => worst.waitFor(),
  );
  const place = (await worst.innerText()).split("\n")[0] as string;

  const answers = page.locator("li[data-index]");
  await step(
    "answers at the worst touchpoint",
    () => worst.click(),
    async () => {
      await heading("Responses");
      await answers.first().waitFor();
    },
  );
  await step(
    "only the detractors",
    () =>
      page
        .getByRole("button", { name: /detractor/ })
        .first()
        .click(),
    async () => {
      await page.waitForURL(/class=detractor/);
      await answers.first().waitFor();
    },
  );
  await step(
    "the reason",
    () => answers.filter({ hasNotText: "no comment" }).first().getByRole("link").first().click(),
    () => page.getByRole("region", { name: "Answer", exact: true }).getByText(place).first().waitFor(),
  );

  const queue = page.locator("[data-case]");
  await step(
    "cases by value at stake",
    () => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cases" }).click(),
    async () => {
      await heading("Cases");
      await queue.first().waitFor();
    },
  );
  const caseId = (await queue.first().getAttribute("data-case")) as string;
  await step(
    "the customer with the most at stake",
    () => queue.first().click(),
    () => page.getByRole("button", { name: /Resolve/ }).waitFor(),
  );
  await step(
    "a note",
    async () => {
      await page.keyboard.press("n");
      await page.keyboard.type("She was sent the ticket after departure; refund agreed.");
      await page.keyboard.press("Control+Enter");
    },
    () => page.getByText("refund agreed", { exact: false }).first().waitFor(),
  );
  await page.getByRole("combobox", { name: "Root cause" }).fill("Ticket sent late");
  await page.getByRole("combobox", { name: "Outcome" }).fill("Refunded");
  await page.keyboard.press("Escape");
  await step(
    "resolved",
    () => page.getByRole("button", { name: /^Resolve/ }).click(),
    () =>
      page
        .getByText(/resolved/i)
        .first()
        .waitFor(),
  );
  return { steps, caseId };
}
