import { standardWording } from "@otklik/domain/survey/standard-wording";
import { type RespondentLanguage, respondentLanguages } from "@otklik/domain/words/languages";
import { wordsFor } from "@otklik/domain/words/words";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { noisePicture } from "../support/noise-picture.ts";
import { askAfterTicketSent, must, type Program, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { cutOff, objectionsTo } from "../support/sound-page.ts";
import { until } from "../support/until.ts";

let server: TestServer;
let api: Program;
let browser: Browser;
let distributionId: string;
/** What a page complained about in its console: a policy that was broken, a script that failed. */
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  api = programFor(server);
  distributionId = (await askAfterTicketSent(api)).distributionId;
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

let contacts = 0;

/** A personal link of a customer of its own. */
async function newLink(more: Record<string, unknown> = {}): Promise<string> {
  const contact = { email: `anna-${++contacts}@example.com`, ...more };
  return (await must(api.post("/v1/invitations", { distributionId, contact, channel: "link" }))).url;
}

async function open(
  url: string,
  options: BrowserContextOptions = {},
  before?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    // A page that says no with a 4xx is what some tests are about; the browser reports it as an error.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await before?.(page);
  await page.goto(url);
  return page;
}

async function newestResponse() {
  return (await must(api.get("/v1/responses?limit=1"))).data[0];
}

const base = async () => (await must(api.get("/v1/scores/nps"))).n as number;
const radio = (page: Page, score: number) => page.locator(`input[name="score"][value="${score}"]`);
const heading = (page: Page) => page.locator("h1").innerText();

describe.each([
  ["on", true],
  ["off", false],
] as const)("with scripts %s", (_, javaScriptEnabled) => {
  it("a click on 3 in a mail is chosen on the page, and is an answer once Send is pressed", async () => {
    const before = await base();
    const number = `+4420794609${50 + ++contacts}`;
    const page = await open(`${await newLink({ phone: number })}?score=3`, { javaScriptEnabled });
    expect(await radio(page, 3).isChecked()).toBe(true);
    expect(await page.locator("[role=status]").innerText()).toContain("Nothing is sent until you press Send.");
    await page.locator("textarea").fill("The ticket came late.\nAn hour!");

    const phone = page.locator("[type=tel]");
    expect(await phone.isVisible()).toBe(false);
    await page.getByText("Call me about this").click();
    expect([await phone.isVisible(), await phone.inputValue()]).toEqual([true, number]);
    const windows = page.locator(".w label");
    expect(await windows.count()).toBeGreaterThanOrEqual(3);
    await windows.filter({ hasText: "Tomorrow 9–12" }).click();

    expect(await base()).toBe(before);
    await page.getByRole("button", { name: "Send" }).click();
    await until("the thank-you", async () => (await heading(page)) === "Thank you!");
    expect(await newestResponse()).toMatchObject({
      status: "finished",
      score: 3,
      comment: "The ticket came late.\nAn hour!",
      answers: { call: { wanted: true, phone: number, window: { from: expect.any(String) } } },
    });
    expect(await base()).toBe(before + 1);
  });

  it("a form that is refused keeps what was written and says what is missing", async () => {
    const page = await open(await newLink(), { javaScriptEnabled });
    await page.locator("textarea").fill("No score, only words");
    if (javaScriptEnabled) await until("the script", () => page.evaluate("document.forms[0].noValidate"));
    await sendUnchecked(page);
    expect(await page.title()).toContain("Not sent yet");
    expect(await page.locator(".er").innerText()).toBe("Please choose a number from 0 to 10.");
    expect(await page.locator("textarea").inputValue()).toBe("No score, only words");
    await page.locator(".scale label").nth(7).click();
    // Where scripts run, what was put right is red no longer.
    expect(await page.locator(".er,.bad,[aria-invalid]").count()).toBe(javaScriptEnabled ? 0 : 3);
    await page.getByRole("button", { name: "Send" }).click();
    await until("the thank-you", async () => (await heading(page)) === "Thank you!");
    expect(await newestResponse()).toMatchObject({ score: 7, comment: "No score, only words" });
  });
});

/** As an old browser would, which knows no `required`. */
async function sendUnchecked(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('[required]').forEach((one) => { one.required = false })");
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator(".er").waitFor();
}

it("digits choose, 1 and 0 are ten, and Enter sends", async () => {
  const page = await open(await newLink());
  await page.keyboard.press("4");
  expect(await radio(page, 4).isChecked()).toBe(true);
  await page.keyboard.press("1");
  await page.keyboard.press("0");
  expect(await radio(page, 10).isChecked()).toBe(true);
  await page.locator("textarea").press("7");
  expect(await radio(page, 10).isChecked()).toBe(true);
  await radio(page, 10).focus();
  await page.keyboard.press("Enter");
  await until("the thank-you", async () => (await heading(page)) === "Thank you!");
  expect(await newestResponse()).toMatchObject({ score: 10, class: "promoter", comment: "7" });
});

it("every control is reached by Tab, in the order in which it is read", async () => {
  const page = await open(await newLink());
  const reached: string[] = [];
  for (let tab = 0; tab < 12; tab++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"));
  }
  expect(reached.slice(0, 7)).toEqual([".lang", "score", "why", "call", "Send", "Stop asking me", expect.anything()]);
});

it("what is typed is saved after five seconds and a real key, and counts only once it is sent", async () => {
  const before = await base();
  const [link, untouched] = [await newLink(), await newLink()];
  const [page, scanned] = await Promise.all([open(`${link}?score=9`), open(`${untouched}?score=0`)]);
  const opened = performance.now();
  const posts: { url: string; at: number }[] = [];
  for (const one of [page, scanned]) {
    one.on("request", (request) => {
      if (request.method() === "POST") posts.push({ url: request.url(), at: Date.now() });
    });
  }
  await page.keyboard.press("2");
  // What a script does is no person's doing: these events are not trusted.
  await scanned.evaluate(`
    for (const type of ["keydown", "pointerdown", "click"]) document.body.dispatchEvent(new Event(type, { bubbles: true }));
    document.querySelector('[value="5"]').click();
  `);

  const status = page.locator("[role=status]");
  await until("the answer to be saved", async () => (await status.innerText()) === "Saved. You can still change it.");
  expect(posts).toEqual([{ url: link, at: expect.any(Number) }]);
  const seenSince = await page.evaluate(() => performance.timeOrigin);
  expect((posts[0]?.at ?? 0) - seenSince).toBeGreaterThanOrEqual(4_990);
  expect(await newestResponse()).toMatchObject({ status: "partial", score: 2, flags: ["provisional"] });
  expect(await base()).toBe(before);

  await page.waitForTimeout(8000 - (performance.now() - opened));
  expect(posts.map(({ url }) => url)).toEqual([link]);
  await page.getByRole("button", { name: "Send" }).click();
  await until("the thank-you", async () => (await heading(page)) === "Thank you!");
  expect(await newestResponse()).toMatchObject({ status: "finished", score: 2, flags: [] });
  expect(await base()).toBe(before + 1);
});

it("a saved answer is there again when the link is opened again, and still not counted", async () => {
  const link = await newLink();
  const nonce = /name="nonce" value="([^"]+)"/.exec(await (await fetch(link)).text())?.[1];
  const body = JSON.stringify({ nonce, finished: false, answers: { score: 6, why: "so so" } });
  await fetch(link, { method: "POST", headers: { "content-type": "application/json" }, body });
  const page = await open(link);
  expect(await radio(page, 6).isChecked()).toBe(true);
  expect(await page.locator("textarea").inputValue()).toBe("so so");
  expect(await page.locator("[role=status]").innerText()).toBe("Saved. You can still change it.");
});

describe("at 320 px", () => {
  const narrow = { viewport: { width: 320, height: 640 } };

  it("has eleven cells of at least 24 px in one row, and nothing to scroll sideways", async () => {
    const page = await open(`${await newLink()}?score=3`, narrow);
    await page.getByText("Call me about this").click();
    const cells = await cellsOf(page);
    expect(cells).toHaveLength(11);
    expect(Math.min(...cells.map(({ width }) => width))).toBeGreaterThanOrEqual(24);
    expect(new Set(cells.map(({ y }) => y)).size).toBe(1);
    expect(await widthOf(page)).toBe(320);
  });

  it("holds text of twice the size: two rows of cells, and nothing to scroll sideways", async () => {
    const page = await open("about:blank", narrow);
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    await page.goto(`${await newLink()}?score=3`);
    await page.getByText("Call me about this").click();
    expect(await page.evaluate("getComputedStyle(document.querySelector('textarea')).fontSize")).toBe("32px");
    const cells = await cellsOf(page);
    expect(Math.min(...cells.map(({ width }) => width))).toBeGreaterThanOrEqual(24);
    expect(new Set(cells.map(({ y }) => y)).size).toBe(2);
    expect(await widthOf(page)).toBe(320);
  });
});

function cellsOf(page: Page): Promise<{ width: number; y: number }[]> {
  return page.evaluate(`[...document.querySelectorAll(".scale label")].map((cell) => {
    const { width, y } = cell.getBoundingClientRect();
    return { width, y };
  })`);
}

const widthOf = (page: Page): Promise<number> => page.evaluate("document.documentElement.scrollWidth");

it("speaks Russian to whoever is known to, and to whoever asks", async () => {
  const page = await open(`${await newLink({ locale: "ru" })}?score=3`);
  expect(await page.locator("html").getAttribute("lang")).toBe("ru");
  expect(await heading(page)).toContain("Насколько вероятно");
  await page.locator("textarea").fill("Почти");
  await page.getByRole("button", { name: "English" }).click();
  await until("the page in English", async () => (await page.locator("html").getAttribute("lang")) === "en");
  expect(await radio(page, 3).isChecked()).toBe(true);
  expect(await page.locator("textarea").inputValue()).toBe("Почти");
  await page.getByRole("button", { name: "Русский" }).click();
  await page.getByRole("button", { name: "Отправить" }).click();
  await until("the thank-you", async () => (await heading(page)) === "Спасибо!");
  expect(await newestResponse()).toMatchObject({ score: 3, locale: "ru" });
});

const others = (language: string) => respondentLanguages.filter((one) => one !== language);
let inNineLanguages: Promise<string> | undefined;

/** A personal link to a survey of two pages in all nine languages. */
async function linkInNine(locale: string): Promise<string> {
  inNineLanguages ??= (async () => {
    const texts = (language: RespondentLanguage) => ({
      score: standardWording.nps[language],
      why: standardWording.why[language],
      call: standardWording.callMe[language],
      thanks: standardWording.thanks[language],
    });
    const { score, why, call, thanks } = texts("en");
    const survey = await must(
      api.post("/v1/surveys", {
        name: "In nine languages",
        locale: "en",
        questions: [
          { id: "score", type: "nps", prompt: score },
          { id: "why", type: "text", prompt: why, required: true },
          { id: "call", type: "callback", prompt: call },
        ],
        pages: [{ id: "more", from: "why" }],
        endings: [{ id: "thanks", prompt: thanks }],
        translations: Object.fromEntries(others("en").map((one) => [one, { prompts: texts(one) }])),
      }),
    );
    await must(api.post(`/v1/surveys/${survey.id}/publish`));
    const body = { surveyId: survey.id, touchpointKey: "ticket-delivery", channels: ["link"], active: true };
    return (await must(api.post("/v1/distributions", { ...body, trigger: { event: "never" } }))).id as string;
  })();
  const contact = { email: `nine-${++contacts}@example.com`, locale };
  const invitation = { distributionId: await inNineLanguages, contact, channel: "link" };
  return (await must(api.post("/v1/invitations", invitation))).url;
}

it.each(respondentLanguages)(
  "speaks the customer's language from the first word to the last: %s",
  async (language) => {
    const words = wordsFor(language);
    const link = await linkInNine(`${language}-XX`);
    const page = await open(link, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    page.setDefaultTimeout(4000);
    const isSound = async () => {
      expect(await objectionsTo(page)).toEqual([]);
      expect(await widthOf(page)).toBe(320);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect((await page.locator("html").getAttribute("dir")) || "ltr").toBe(language === "ar" ? "rtl" : "ltr");
    };
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const says = (text: string) => until(text, async () => (await page.locator("main").innerText()).includes(text));

    expect(await heading(page)).toBe(standardWording.nps[language]);
    expect(await page.locator(".ends").innerText()).toContain(words.survey.ends.nps.low);
    await page.locator("summary").click();
    expect(await page.locator("nav button").allInnerTexts()).toHaveLength(8);
    await isSound();
    await page.locator("summary").click();
    await press(words.survey.next);
    await says(words.survey.refused.score(0, 10));
    await isSound();
    await page.locator(".scale label").nth(7).click();
    await press(words.survey.next);
    await says(standardWording.why[language]);
    await page.locator("textarea").fill("…");
    await page.locator("[type=checkbox]").click();
    await page.locator("[type=tel]").fill("12");
    await isSound();
    await press(words.survey.send);
    await says(words.survey.refused.phone);
    await page.locator("[type=tel]").fill("+7 921 555 01 42");
    await press(words.survey.send);
    await says(standardWording.thanks[language]);
    await says(words.thanks.received);
    await isSound();
    await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: words.stopAsking }).click()]);
    expect(await page.locator("main").innerText()).toContain(words.unsubscribe.confirm);
    await isSound();
    const dead = await open(`${server.url}/i/${"x".repeat(43)}`, { locale: language });
    expect(await heading(dead)).toBe(words.messages.unknownLink.title);
  },
  60_000,
);

it("can be read in another language on its second screen, too, without what was typed being lost", async () => {
  const page = await open(await linkInNine("en"));
  await page.locator(".scale label").nth(4).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.locator("textarea").fill("half a sen");
  await page.locator("summary").click();
  await page.getByRole("button", { name: "Қазақ тілі" }).click();
  await until("the page in Kazakh", async () => (await page.locator("html").getAttribute("lang")) === "kk");
  expect(await page.locator("textarea").inputValue()).toBe("half a sen");
  await page.getByRole("button", { name: wordsFor("kk").survey.send }).click();
  await until("the thank-you", async () => (await heading(page)) === standardWording.thanks.kk);
  expect(await newestResponse()).toMatchObject({ score: 4, comment: "half a sen", locale: "kk" });
});

it("is read from right to left in Arabic, its scale too", async () => {
  const page = await open(await linkInNine("ar"));
  const [zero, ten] = await Promise.all([0, 10].map((score) => radio(page, score).boundingBox()));
  expect(zero!.x).toBeGreaterThan(ten!.x);
  const [low, high] = await Promise.all(["#q0-low", "#q0-high"].map((end) => page.locator(end).boundingBox()));
  expect(low!.x).toBeGreaterThan(high!.x);
  expect(low!.x + low!.width).toBeCloseTo(zero!.x + zero!.width, 0);
});

it("stops asking after a question, by one press", async () => {
  const link = await newLink();
  const page = await open(link);
  await page.getByRole("link", { name: "Stop asking me" }).click();
  expect(await heading(page)).toMatch(/^Stop asking a•••@example\.com\?$/);
  await page.getByRole("button", { name: "Stop asking me" }).click();
  await until("the word that it is done", async () => (await heading(page)) === "We will not ask you again");
});

describe("a first view with a logo of the largest size allowed", () => {
  beforeAll(async () => {
    const data = noisePicture(97, 41).toString("base64");
    const { id: image } = await must(api.post("/v1/images", { purpose: "logo", data }));
    await must(api.patch("/v1/workspace", { accent: "#5B3FC4", theme: { logo: { image, width: 97, height: 41 } } }));
  });
  afterAll(() => must(api.patch("/v1/workspace", { accent: null, theme: { logo: null } })));

  it.each([
    ["in English", async () => `${await newLink()}?score=3`],
    ["in Arabic", () => linkInNine("ar")],
  ])("is at most three requests and 15 kB as they come over the line, %s, and sets no cookie", async (_, link) => {
    const page = await open("about:blank");
    const session = await page.context().newCDPSession(page);
    await Promise.all([session.send("Network.enable"), session.send("Page.enable")]);
    let isLoaded = false;
    const sizes = new Map<string, { url: string; isLater: boolean; bytes: number }>();
    session.on("Page.loadEventFired", () => {
      isLoaded = true;
    });
    session.on("Network.requestWillBeSent", ({ requestId, request }) =>
      sizes.set(requestId, { url: request.url, isLater: isLoaded, bytes: 0 }),
    );
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      (sizes.get(requestId) as { bytes: number }).bytes = encodedDataLength;
    });
    await page.goto(await link(), { waitUntil: "networkidle" });
    const all = [...sizes.values()];
    const first = all.filter(({ isLater }) => !isLater);
    const sum = (of: typeof all) => of.reduce((total, { bytes }) => total + bytes, 0);
    console.log(`First view: ${first.map(({ bytes }) => bytes).join(" + ")}, then ${sum(all) - sum(first)} bytes.`);
    // Headers are among them. All of the script comes when the page has been seen.
    expect(first.map(({ url }) => new URL(url).pathname.split("/")[1])).toEqual([
      expect.stringMatching(/^[is]$/),
      "media",
    ]);
    expect(sum(first)).toBeLessThanOrEqual(15_000);
    expect(all.length).toBeLessThanOrEqual(3);
    expect(await page.content()).toContain('<link rel="icon" href="data:,">');
    expect(await page.context().cookies()).toEqual([]);
  });
});

const visits: [string, () => Promise<Page>][] = [
  ["the survey page", async () => withAllOpen(await open(`${await newLink()}?score=3`))],
  ["the survey page in Russian", async () => withAllOpen(await open(`${await newLink({ locale: "ru" })}?score=3`))],
  [
    "a refused form",
    async () => {
      const page = await open(await newLink());
      await sendUnchecked(page);
      return page;
    },
  ],
  [
    "the thank-you",
    async () => {
      const page = await open(`${await newLink()}?score=9`);
      await page.getByRole("button", { name: "Send" }).click();
      await until("the thank-you", async () => (await heading(page)) === "Thank you!");
      return page;
    },
  ],
  [
    "the unsubscribe page",
    async () => {
      const page = await open(await newLink());
      await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: "Stop asking me" }).click()]);
      return page;
    },
  ],
  ["a door with a PIN", () => openDoor({ pin: "258025" })],
  [
    "a door that a wrong PIN was told",
    async () => {
      const page = await openDoor({ pin: "258025" });
      await page.locator("#pin").fill("000000");
      await page.keyboard.press("Enter");
      await page.locator("#pin-error").waitFor();
      return page;
    },
  ],
  ["a survey that opens later", () => openDoor({ opensAt: "2100-01-01T00:00:00Z" })],
  ["a survey that is over", () => openDoor({ closesAt: "2020-01-01T00:00:00Z" })],
  ["a survey for those with a link of their own", () => openDoor({ singleUse: true })],
  [
    "a survey that is full",
    async () => {
      const page = await openDoor({ responseLimit: 1 });
      const { url } = { url: page.url() };
      await answerWith(page, 9);
      return open(url);
    },
  ],
  ["the thanks of a promoter", async () => answerWith(await openDoor(), 10)],
  ["the thanks of a passive", async () => answerWith(await openDoor(), 7)],
  ["the thanks of a detractor", async () => answerWith(await openDoor(), 2)],
  [
    "an answer that waits for a network",
    async () => {
      const page = await openDoor();
      await until("the script", () => page.evaluate("document.forms[0].noValidate"));
      await page.route("**/s/**", (route) => route.abort());
      await answerWith(page, 3);
      expect(await heading(page)).toBe("Kept on this device");
      return page;
    },
  ],
  [
    "a kiosk that counts down",
    async () => {
      const page = await openDoor({}, "?kiosk=lobby-1", (one) => one.clock.install());
      await until("the script", () => page.evaluate("document.forms[0].noValidate"));
      await page.locator(".scale label").nth(4).click();
      await until("the kiosk's script", () =>
        page.evaluate("document.querySelector('[name=nonce]').value.split('.').length === 4"),
      );
      for (let second = 0; second < 47; second++) await page.clock.runFor(1000);
      await page.locator("dialog[open]").waitFor();
      return page;
    },
  ],
  [
    "a kiosk's thanks",
    async () => {
      const page = await openDoor({}, "?kiosk=lobby-1");
      await until("the kiosk's script", () =>
        page.evaluate("document.querySelector('[name=nonce]').value.split('.').length === 4"),
      );
      return answerWith(page, 9);
    },
  ],
  ["a dead link", () => open(`${server.url}/i/${"x".repeat(43)}`)],
  [
    "the local mailbox",
    async () => {
      const email = `mail-${++contacts}@example.com`;
      await must(api.post("/v1/events", { name: "ticket.sent", contact: { email } }));
      await until("the mail", async () =>
        (await must(api.get("/dev/mailbox.json"))).some((mail: { to: string }) => mail.to === email),
      );
      return open(`${server.url}/dev/mailbox`);
    },
  ],
];

it.each(visits)("%s has nothing that axe objects to, in light and in dark", async (_, visit) => {
  const page = await visit();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await backgroundOf(page)).toBe(colorScheme);
    expect(await objectionsTo(page)).toEqual([]);
  }
  expect(await cutOff(page)).toEqual([]);
});

let ofBands: Promise<string> | undefined;

/** The open link of a new distribution of a survey with an ending for each band; `before` what the page meets. */
async function openDoor(doors: object = {}, query = "", before?: (page: Page) => Promise<unknown>): Promise<Page> {
  ofBands ??= (async () => {
    const band = (value: string) => ({ question: "score", op: "band", value });
    const link = { url: "https://reviews.shop.example/us", label: "Write a review" };
    const survey = await must(
      api.post("/v1/surveys", {
        name: "By bands",
        locale: "en",
        translations: { ru: { prompts: { score: "Посоветуете нас?" } } },
        questions: [{ id: "score", type: "nps", prompt: "Would you recommend us?" }],
        endings: [
          { id: "review", prompt: "Would you tell others as well?", link, when: band("promoter") },
          { id: "sorry", prompt: "We are sorry. Somebody will call you.", when: band("detractor") },
          { id: "thanks", prompt: "Thank you, {{answer:score|dear customer}}!" },
        ],
      }),
    );
    await must(api.post(`/v1/surveys/${survey.id}/publish`));
    return survey.id as string;
  })();
  const offered = { surveyId: await ofBands, touchpointKey: "ticket-delivery", channels: ["link"], active: true };
  const { url } = await must(api.post("/v1/distributions", { ...offered, trigger: { event: "never" }, ...doors }));
  return open(`${url}${query}`, {}, before);
}

/** Answers and sees what follows. */
async function answerWith(page: Page, score: number): Promise<Page> {
  await page.locator(".scale label").nth(score).click();
  await page.getByRole("button", { name: "Send" }).click();
  await until("what follows", async () => (await page.locator(".scale").count()) === 0);
  return page;
}

async function withAllOpen(page: Page): Promise<Page> {
  await page.locator("[type=checkbox]").click();
  return page;
}

async function backgroundOf(page: Page): Promise<"light" | "dark"> {
  const colour: string = await page.evaluate("getComputedStyle(document.body).backgroundColor");
  return Number(/\d+/.exec(colour)?.[0]) > 127 ? "light" : "dark";
}

describe.each([
  ["on", true],
  ["off", false],
] as const)(
  "a link with a PIN, an address to go on to and a choice of pictures, with scripts %s",
  (how, javaScriptEnabled) => {
    it("is walked by the keyboard to its end", async () => {
      const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
      const { id: image } = await must(api.post("/v1/images", { purpose: "picture", data: dot }));
      const choices = ["Window", "Aisle"].map((label) => ({ id: label.toLowerCase(), label, image }));
      const questions = [{ id: "seat", type: "picture", required: true, prompt: "Which seat?", choices }];
      const survey = await must(api.post("/v1/surveys", { name: "Seats", locale: "en", questions, endings: [] }));
      await must(api.post(`/v1/surveys/${survey.id}/publish`));
      await must(api.patch("/v1/workspace", { redirectHosts: ["shop.example.com"] }));
      const offered = { surveyId: survey.id, touchpointKey: "ticket-delivery", channels: ["email"], active: true };
      const doors = { slug: `seats-${how}`, pin: "2580", redirectUrl: "https://shop.example.com/thanks" };
      const { url } = await must(api.post("/v1/distributions", { ...offered, ...doors }));

      const page = await open(url, { javaScriptEnabled });
      await page.route("https://shop.example.com/**", (route) => route.fulfill({ body: "Thanks from the shop" }));
      await page.keyboard.type("0000");
      await page.keyboard.press("Enter");
      await until("the word that it is wrong", async () => (await page.locator("#pin-error").count()) === 1);
      await page.locator("#pin").fill("2580");
      await page.keyboard.press("Enter");
      await until("the survey", async () => (await page.locator(".pics").count()) === 1);
      expect(await page.getByRole("radio", { name: "Window" }).count()).toBe(1);
      await page.getByRole("radio", { name: "Window" }).focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await until("the shop", async () => page.url() === "https://shop.example.com/thanks");
      expect(await newestResponse()).toMatchObject({ status: "finished", answers: { seat: "aisle" }, channel: "link" });
    });
  },
);
