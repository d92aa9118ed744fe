import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { must, type Program, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const cities = ["Moscow", "Kazan", "Tver"];
const choices = cities.map((label) => ({ id: label.toLowerCase(), label }));
const everyType = [
  { id: "score", type: "nps", prompt: "How likely are you to recommend us?" },
  { id: "stars", type: "rating", prompt: "How was the coffee?", lowLabel: "awful", highLabel: "superb" },
  { id: "from", type: "singleChoice", prompt: "Where did you get on?", choices, other: true },
  {
    id: "been",
    type: "multipleChoice",
    prompt: "Where else have you been?",
    choices,
    other: true,
    help: "Any of them",
  },
  {
    id: "grid",
    type: "matrix",
    prompt: "How often do you …",
    rows: [
      { id: "work", label: "travel for work" },
      { id: "fun", label: "travel for fun" },
    ],
    columns: ["never", "sometimes", "often"].map((id) => ({ id, label: id })),
  },
  { id: "order", type: "ranking", prompt: "Which do you like best?", choices },
  { id: "trips", type: "number", prompt: "How many trips a year?", decimals: 0 },
  { id: "day", type: "date", prompt: "When was the last?" },
  { id: "mail", type: "email", prompt: "Where can we write to?" },
  { id: "tel", type: "phone", prompt: "And call?" },
  { id: "agree", type: "consent", prompt: "You may quote me", required: true },
  { id: "why", type: "text", prompt: "Anything else?" },
];
const translations = {
  ru: {
    prompts: {
      score: "Насколько вероятно, что вы нас порекомендуете?",
      grid: "Как часто вы…",
      agree: "Меня можно цитировать",
    },
    labels: { moscow: "Москва", kazan: "Казань", tver: "Тверь" },
  },
};
const unhappy = { question: "score", op: "band", value: "detractor" };
const branching = [
  { id: "score", type: "nps", prompt: "How likely are you to recommend us?" },
  { id: "why", type: "text", prompt: "You gave {{answer:score}}. What went wrong?", required: true, when: unhappy },
  { id: "best", type: "text", prompt: "What was best?", when: { not: unhappy } },
];
const endings = [
  { id: "sorry", prompt: "We are sorry.", when: unhappy },
  { id: "thanks", prompt: "Thank you!" },
];

let server: TestServer;
let api: Program;
let browser: Browser;
let links: { all: string; branching: string };
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  api = programFor(server);
  await must(api.post("/v1/touchpoints", { key: "trip", name: "Trip", channels: ["link"] }));
  links = {
    all: await linkTo({ questions: everyType, translations }),
    branching: await linkTo({ questions: branching, endings }),
  };
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

async function linkTo(survey: object): Promise<string> {
  const { id } = await must(api.post("/v1/surveys", { name: "After a trip", locale: "en", ...survey }));
  await must(api.post(`/v1/surveys/${id}/publish`));
  const offer = {
    surveyId: id,
    touchpointKey: "trip",
    channels: ["link"],
    trigger: { event: "trip.made" },
    active: true,
  };
  return (await must(api.post("/v1/distributions", offer))).url;
}

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return page;
}

const newestResponse = async () => (await must(api.get("/v1/responses?limit=1"))).data[0];
const heading = (page: Page) => page.locator("h1").first().innerText();
const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
const headed = (page: Page, text: string) => until(text, async () => (await heading(page)) === text);

describe.each([
  ["on", true],
  ["off", false],
] as const)("with scripts %s", (_, javaScriptEnabled) => {
  it("every type of question is answered and kept", async () => {
    const page = await open(links.all, { javaScriptEnabled });
    await page.locator(".scale label").nth(9).click();
    await page.locator("[name=stars][value='4']").check();
    expect(await page.locator("[name='from._other']").isVisible()).toBe(false);
    await page.locator("[name=from][value=other]").check();
    await page.locator("[name='from._other']").fill("Omsk");
    await page.getByRole("group", { name: "Where else" }).getByText("Kazan").click();
    await page.getByRole("radiogroup", { name: "travel for fun" }).getByLabel("often").check();
    for (const [at, city] of ["Tver", "Moscow", "Kazan"].entries())
      await page
        .getByLabel(city, { exact: true })
        .and(page.locator("select"))
        .selectOption(String(at + 1));
    await page.getByLabel("How many trips").fill("12");
    await page.getByLabel("When was the last?").fill("2026-11-21");
    await page.getByLabel("Where can we write to?").fill("anna@example.com");
    await page.getByLabel("And call?").fill("+7 921 555 01 42");
    await page.getByLabel("You may quote me").check();
    await page.getByLabel("Anything else?").fill("No.");
    await press(page, "Send");
    await headed(page, "Thank you!");
    expect(await newestResponse()).toMatchObject({
      status: "finished",
      answers: {
        score: 9,
        stars: 4,
        from: { other: "Omsk" },
        been: ["kazan"],
        grid: { fun: "often" },
        order: ["tver", "moscow", "kazan"],
        trips: 12,
        day: "2026-11-21",
        mail: "anna@example.com",
        tel: "+7 921 555 01 42",
        agree: true,
        why: "No.",
      },
    });
  });

  it("a survey that branches goes on, back and elsewhere, and ends as the score asks for", async () => {
    const page = await open(links.branching, { javaScriptEnabled });
    await page.locator(".scale label").nth(2).click();
    if (!javaScriptEnabled) await press(page, "Next");
    await page.getByText("You gave 2. What went wrong?").waitFor();
    await page.locator("textarea:visible").fill("Late");
    if (!javaScriptEnabled) {
      await press(page, "Back");
      expect(await page.locator("[name=score]:checked").inputValue()).toBe("2");
      await press(page, "Next");
    }
    expect(await page.locator("textarea:visible").inputValue()).toBe("Late");
    await page.reload();
    await page.getByText("You gave 2. What went wrong?").waitFor();
    await page.locator("textarea:visible").fill("Too late");
    await press(page, "Send");
    await headed(page, "We are sorry.");
    expect(await newestResponse()).toMatchObject({ status: "finished", answers: { score: 2, why: "Too late" } });
  });
});

it("digits go where they are typed, and every control is reached by Tab", async () => {
  const page = await open(links.all);
  await page.getByLabel("How many trips").press("7");
  expect(await page.locator("[name=score]:checked").count()).toBe(0);
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  const reached: string[] = [];
  for (let tab = 0; tab < 30 && reached.at(-1) !== "Send"; tab++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"));
  }
  for (const { id } of everyType) expect(reached.some((name) => name === id || name.startsWith(`${id}.`))).toBe(true);
});

it.each([
  ["at first sight", false],
  ["refused", true],
])(
  "every type of question, %s, has nothing that axe objects to and nothing to scroll sideways",
  async (_, isRefused) => {
    for (const lang of ["en", "ru"]) {
      const page = await open(`${links.all}?lang=${lang}`, { viewport: { width: 320, height: 640 } });
      if (isRefused) {
        await page.locator("[name=from][value=other]").check();
        await page.evaluate("document.querySelectorAll('[required]').forEach((one) => { one.required = false })");
        await page.locator("button").first().click();
        await until("the refusal", async () => (await page.locator(".er").count()) > 0);
      }
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
      await page.evaluate(axe.source);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await objectionsTo(page)).toEqual([]);
      }
    }
  },
);

/** WCAG 2.0 to 2.2, levels A and AA. */
async function objectionsTo(page: Page): Promise<string[]> {
  return page.evaluate(`
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(" "))))`);
}
