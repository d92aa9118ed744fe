import { standardWording } from "@otklik/domain/survey/standard-wording";
import { respondentLanguages } from "@otklik/domain/words/languages";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { must, type Program, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { cutOff, objectionsTo } from "../support/sound-page.ts";
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
/** What is not among them yet; two of a metric would count twice elsewhere. */
const moreTypes = (image: string) => [
  { id: "said", type: "statement", prompt: "A few more." },
  { id: "csat", type: "csat", prompt: standardWording.csat.en },
  { id: "ces", type: "ces", prompt: standardWording.ces.en },
  {
    id: "csi",
    type: "csi",
    prompt: standardWording.csi.en,
    items: ["Speed", "Staff"].map((label) => ({ id: label.toLowerCase(), label, weight: 1 })),
    scale: { min: 1, max: 10 },
  },
  { id: "seat", type: "picture", prompt: "Which seat?", choices: choices.map((choice) => ({ ...choice, image })) },
  { id: "call", type: "callback", prompt: standardWording.callMe.en },
];
const inAll = Object.fromEntries(
  respondentLanguages
    .filter((one) => one !== "en")
    .map((one) => [
      one,
      {
        prompts: {
          score: standardWording.nps[one],
          csat: standardWording.csat[one],
          ces: standardWording.ces[one],
          csi: standardWording.csi[one],
          why: standardWording.why[one],
          call: standardWording.callMe[one],
        },
      },
    ]),
);
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
let links: { all: string; nine: string; branching: string };
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  api = programFor(server);
  await must(api.post("/v1/touchpoints", { key: "trip", name: "Trip", channels: ["link"] }));
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
  const { id: image } = await must(api.post("/v1/images", { purpose: "picture", data: dot }));
  links = {
    all: await linkTo({ questions: everyType, translations }),
    nine: await linkTo({ questions: [...everyType, ...moreTypes(image)], translations: inAll }),
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

it("every type of question is answered and sent by the keyboard alone", { timeout: 60_000 }, async () => {
  const page = await open(links.all);
  await until("the script", () => page.evaluate("document.forms[0].noValidate"));
  const done = new Set<string>();
  for (let tab = 0; tab < 60; tab++) {
    await page.keyboard.press("Tab");
    const { name, type, text }: { name: string; type: string; text: string } = await page.evaluate(
      "({ name: document.activeElement.name ?? '', type: document.activeElement.type ?? '', text: document.activeElement.textContent })",
    );
    if (text === "Send") break;
    // A date has several places to stop at, and the first digits fill all of them, whichever comes first.
    if (done.has(name)) continue;
    done.add(name);
    if (type === "radio") for (const key of ["Space", "ArrowRight"]) await page.keyboard.press(key);
    else if (type === "checkbox") await page.keyboard.press("Space");
    else if (type === "select-one")
      await page.keyboard.type(String(1 + cities.findIndex((city) => name.endsWith(city.toLowerCase()))));
    else if (type === "date") await page.keyboard.type("11112026");
    else if (type === "email") await page.keyboard.type("anna@example.com");
    else if (type === "tel") await page.keyboard.type("+79215550142");
    else if (/^(?:text|textarea|number)$/.test(type)) await page.keyboard.type(name === "trips" ? "12" : "By hand");
  }
  await page.keyboard.press("Enter");
  await headed(page, "Thank you!").catch(async () => {
    expect(await page.locator(".er").allInnerTexts()).toEqual([]);
  });
  const { answers, status } = await newestResponse();
  expect(status).toBe("finished");
  expect(everyType.filter(({ id }) => !Object.hasOwn(answers, id))).toEqual([]);
  expect(answers).toMatchObject({ order: ["moscow", "kazan", "tver"], day: "2026-11-11", agree: true });
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
  "every type of question, %s, has nothing that axe objects to and nothing that does not fit, in all languages, light and dark",
  async (_, isRefused) => {
    const page = await open("about:blank", { viewport: { width: 320, height: 640 } });
    for (const lang of respondentLanguages) {
      await page.goto(`${links.nine}?lang=${lang}`);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      if (isRefused) {
        await page.locator("[name=from][value=other]").check();
        await page.evaluate("document.querySelectorAll('[required]').forEach((one) => { one.required = false })");
        await page.locator("button").first().click();
        await until("the refusal", async () => (await page.locator(".er").count()) > 0);
      }
      expect(await cutOff(page)).toEqual([]);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await objectionsTo(page)).toEqual([]);
      }
    }
  },
  180_000,
);
