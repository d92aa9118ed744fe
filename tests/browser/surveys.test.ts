import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { settled } from "../support/dashboard-pages.ts";
import { browserLooking, type Demo, type Look, startDemo } from "../support/demo.ts";
import { must } from "../support/program.ts";
import { until } from "../support/until.ts";

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await demo?.dispose();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const usual: Look = { scheme: "light", language: "en", width: 1280 };

async function visit(path: string, look = usual): Promise<Page> {
  const context = await browserLooking(browser, look);
  await demo.signIn(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(demo.server.url + demo.home + path);
  await settled(page);
  return page;
}

const publishedId = async () => {
  const { data } = await must(demo.api.get("/v1/surveys/usage?limit=200"));
  return data.find(({ state }: { state: string }) => state === "live").id;
};

const idIn = (page: Page) => /surveys\/([0-9a-f-]{36})/.exec(page.url())?.[1] as string;
const kept = (page: Page) => must(demo.api.get(`/v1/surveys/${idIn(page)}`));
const saved = (page: Page) => page.getByText(/^Draft saved/).waitFor();

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate("axe.run()")) as axe.AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

describe("A survey", () => {
  it("is made from a template, translated, and published", { timeout: 60_000 }, async () => {
    const page = await visit("/surveys");
    await page.getByRole("link", { name: "New survey" }).click();
    await page.getByRole("searchbox").fill("courier");
    await page.getByRole("link", { name: /After delivery/ }).click();
    await page.getByText("It came late").waitFor();
    await page.getByRole("checkbox", { name: /Kazakh/ }).check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Make a draft of it" }).click();
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}\/edit/);
    await page.getByRole("textbox", { name: "What is asked" }).fill("How likely are you to recommend this parcel?");
    await page.getByText("Languages", { exact: true }).click();
    await page.getByRole("button", { name: /^Russian/ }).click();
    const russian = page.getByRole("textbox", { name: "How likely are you to recommend this parcel?, Russian" });
    expect(await russian.inputValue()).toMatch(/доставки/);
    await russian.fill("Посоветуете нашу доставку?");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.waitForURL(/\/results/);
    await page.getByRole("link", { name: "Offer it at a touchpoint" }).waitFor();
    expect(await kept(page)).toMatchObject({
      status: "published",
      version: 1,
      locale: "en",
      questions: [{ prompt: "How likely are you to recommend this parcel?" }, {}, {}, {}],
      translations: {
        ru: { prompts: { score: "Посоветуете нашу доставку?" } },
        kk: { prompts: { call: expect.stringContaining("қоңырау") } },
      },
    });
  });

  it("is taken from a SurveyJS form, with what was not taken over said beforehand", { timeout: 60_000 }, async () => {
    const page = await visit("/surveys/new");
    await page.getByRole("button", { name: "Import a survey" }).click();
    const text = page.getByLabel("Or its text");
    await text.fill("{");
    await page.getByText("This is no JSON.").waitFor();
    const elements = [
      { type: "comment", name: "why", title: "Why?" },
      { type: "file", name: "photo" },
    ];
    await text.fill(JSON.stringify({ title: "Theirs", elements }));
    await page.getByText("“Theirs”, 1 question").waitFor();
    await page.getByText("there is no such kind of question here").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Keep as a draft" }).click();
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}\/edit/);
    await page.reload();
    await page.getByText("there is no such kind of question here").waitFor();
    await page.getByRole("button", { name: "Put the list away" }).click();
    await page.reload();
    await page.getByRole("textbox", { name: "What is asked" }).waitFor();
    expect(await page.getByText("there is no such kind of question here").count()).toBe(0);
  });

  it("is copied from its row, and brought back to an earlier version with a way back", {
    timeout: 60_000,
  }, async () => {
    const survey = { name: "Twice", locale: "en", questions: [{ id: "why", type: "text", prompt: "Why?" }] };
    const { id } = await must(demo.api.post("/v1/surveys", survey));
    await must(demo.api.post(`/v1/surveys/${id}/publish`));
    const questions = [{ ...survey.questions[0], prompt: "And why?" }];
    await must(demo.api.post(`/v1/surveys/import?into=${id}`, { schemaVersion: 1, ...survey, questions }));
    const page = await visit("/surveys");
    await page.getByRole("button", { name: "More about Twice" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await page.getByRole("link", { name: "Twice (2)" }).waitFor();
    await page.goto(`${demo.server.url}${demo.home}/surveys/${id}/results`);
    await page.getByText("wording changed in English from “Why?” to “And why?”").waitFor();
    expect(await violations(page)).toEqual([]);
    const prompt = async () => (await must(demo.api.get(`/v1/surveys/${id}`))).questions[0].prompt;
    await page.getByRole("button", { name: "Make version 1 the draft again" }).click();
    await page.getByText("Nothing differs.").waitFor();
    expect(await prompt()).toBe("Why?");
    await page.keyboard.press("z");
    await page.getByText("The draft is as it was before.").waitFor();
    expect(await prompt()).toBe("And why?");
  });

  it("is built from nothing by mouse, broken, mended where it is told, tried out and published", {
    timeout: 90_000,
  }, async () => {
    const page = await visit("/surveys/new");
    await page.getByRole("button", { name: /From nothing/ }).click();
    await page.waitForURL(/\/edit/);
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByRole("menuitem", { name: "One choice" }).click();
    await page.getByRole("textbox", { name: "Choices: Line 1" }).fill("Late");
    await page.getByRole("textbox", { name: "Choices: Line 2" }).fill("Rude");
    await page.getByRole("textbox", { name: "Choices: Line 3" }).press("Control+a");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text", "- Dirty\n- Dear");
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    });
    expect(await page.getByRole("textbox", { name: /^Choices: / }).count()).toBe(5);
    await page.getByRole("button", { name: "Take out Choice 3" }).click();
    await page.getByRole("button", { name: "Add a condition" }).click();
    expect(await page.getByRole("combobox", { name: "What it is about" }).inputValue()).toBe('{"question":"score"}');
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByRole("menuitem", { name: "Comment" }).click();
    await saved(page);
    expect((await kept(page)).questions).toMatchObject([
      { id: "score" },
      {
        id: "choice",
        choices: [{ label: "Late" }, { label: "Rude" }, { label: "Dirty" }, { label: "Dear" }],
        when: { question: "score", op: "band", value: "detractor" },
      },
      { id: "comment" },
    ]);
    expect(await violations(page)).toEqual([]);

    // A way past the comment for everybody: nobody reaches it.
    await page.getByRole("button", { name: /^2 Which/ }).click();
    await page.getByRole("button", { name: /^1 How likely/ }).click();
    await page.getByRole("button", { name: "Add a way" }).click();
    await page.getByRole("combobox", { name: "Where to" }).selectOption("end");
    await page.getByRole("button", { name: "Take this condition out" }).click();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Before it can be published").waitFor();
    await page.getByRole("button", { name: /No answers lead here: 3 .* can't be reached/ }).click();
    await page.getByRole("heading", { name: /^Question 3/ }).waitFor();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await page.getByText("no problems").waitFor();

    await page.getByText("What if…", { exact: true }).first().click();
    await page.getByRole("combobox", { name: /How likely/ }).selectOption("10");
    await page.getByText(/not asked: only if the answer to 1 .* comes from a detractor/).waitFor();
    await page.getByText("Questions", { exact: true }).click();

    const frame = page.frameLocator("iframe:not([data-behind])");
    await page.getByRole("button", { name: "From the start" }).click();
    await frame.getByRole("radio", { name: "3" }).check({ force: true });
    await frame.getByRole("button", { name: "Next" }).click();
    await frame.getByText("Dirty").waitFor();

    await page.getByRole("button", { name: "Publish" }).click();
    await page.waitForURL(/\/results/);
    expect(await kept(page)).toMatchObject({ version: 1, questions: [{ id: "score" }, {}, { id: "comment" }] });
  });

  it("is built, put in order, taken out and brought back by the keyboard alone", { timeout: 60_000 }, async () => {
    const page = await visit("/surveys/new");
    await page.getByRole("button", { name: /From nothing/ }).press("Enter");
    await page.waitForURL(/\/edit/);
    await page.getByRole("button", { name: "Add a question" }).press("Enter");
    await page.getByRole("menuitem", { name: "Number", exact: true }).press("Enter");
    const first = page.getByRole("button", { name: /^1 / });
    await page.getByRole("button", { name: /^2 How many/ }).press("Alt+ArrowUp");
    await page.getByText("Question 2: now 1 of 2").waitFor();
    await page.getByRole("button", { name: /^1 How many/ }).waitFor();
    await first.press("Delete");
    await page.getByText("Question 1 is deleted.").waitFor();
    await page.getByRole("button", { name: /^1 How likely/ }).waitFor();
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: /^1 How many/ }).waitFor();
    await saved(page);
    expect((await kept(page)).questions.map(({ type }: { type: string }) => type)).toEqual(["number", "nps"]);
  });

  it("that two tabs edit loses nobody's words: who comes second chooses", { timeout: 60_000 }, async () => {
    const page = await visit("/surveys/new");
    await page.getByRole("button", { name: /From nothing/ }).click();
    await page.waitForURL(/\/edit/);
    await page.getByRole("textbox", { name: "What is asked" }).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel("Name of the survey").fill("Theirs");
    await until("the other tab has saved", async () => (await kept(page)).name === "Theirs", 10_000);
    await other.close();
    const name = page.getByLabel("Name of the survey");
    await name.fill("Mine");
    await page.getByRole("button", { name: "Show what they saved" }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#survey-name")?.value === "Theirs");
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await saved(page);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#survey-name")?.value === "Mine");
    expect((await kept(page)).name).toBe("Mine");
  });

  it("keeps here what cannot be saved, and what was saved unheard is the author's own", {
    timeout: 60_000,
  }, async () => {
    const made = await must(
      demo.api.post("/v1/surveys", {
        name: "Left",
        locale: "en",
        questions: [{ id: "q", type: "text", prompt: "Why?" }],
      }),
    );
    const page = await visit(`/surveys/${made.id}/edit`);
    const prompt = page.getByRole("textbox", { name: "What is asked" });
    const name = page.getByLabel("Name of the survey");
    const away = async () => {
      await page.getByRole("link", { name: "Responses" }).first().click();
      await page.waitForURL(/\/responses/);
      await name.waitFor({ state: "detached" });
      await page.goBack();
      await prompt.waitFor();
    };
    await prompt.fill("");
    await name.fill("Left and found");
    await away();
    expect(await name.inputValue()).toBe("Left");
    await page.getByText(/^Your unsaved changes of .* are here/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Restore them" }).click();
    expect([await name.inputValue(), await prompt.inputValue()]).toEqual(["Left and found", ""]);
    await away();
    await page.getByRole("button", { name: "Discard" }).click();
    await away();
    expect(await page.getByText(/^Your unsaved changes/).count()).toBe(0);

    let lost = 0;
    await page.route(`**/v1/surveys/${made.id}`, async (route) => {
      if (route.request().method() !== "PUT" || lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await name.fill("Heard");
    await page.getByText(/^Not saved: no connection/).waitFor();
    await name.fill("Heard twice");
    await saved(page);
    expect((await kept(page)).name).toBe("Heard twice");
  });

  it("asks with pictures that are uploaded where the choice is written", { timeout: 60_000 }, async () => {
    const made = await must(
      demo.api.post("/v1/surveys", {
        name: "Seats",
        locale: "en",
        questions: [{ id: "q", type: "text", prompt: "?" }],
      }),
    );
    const page = await visit(`/surveys/${made.id}/edit`);
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByRole("menuitem", { name: "One picture" }).click();
    await page.getByRole("button", { name: "2 problems" }).waitFor();
    const picture = await page.screenshot();
    for (const [at, label] of ["Window", "Aisle"].entries()) {
      await page.getByRole("textbox", { name: `Choices: Line ${at + 1}` }).fill(label);
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: `Choose the picture of ${label}` }).click();
      await (await chooser).setFiles({ name: "a.png", mimeType: "image/png", buffer: picture });
      await page.getByRole("button", { name: `Choose another picture of ${label}` }).waitFor();
    }
    await page.getByText("no problems").waitFor();
    await saved(page);
    const { choices } = (await kept(page)).questions[1];
    expect(choices).toMatchObject(["Window", "Aisle"].map((label) => ({ label })));
    expect(
      (await fetch(`${demo.server.url}${await page.locator("img[src*='/media/']").first().getAttribute("src")}`))
        .status,
    ).toBe(200);
    await must(demo.api.post(`/v1/surveys/${made.id}/publish`));
    expect(await violations(page)).toEqual([]);
  });

  it("is put in order by dragging, in the dark, in Russian, on a phone", { timeout: 60_000 }, async () => {
    const made = await must(
      demo.api.post("/v1/surveys", {
        name: "Drag",
        locale: "ru",
        questions: ["А", "Б", "В"].map((prompt, at) => ({ id: `q${at}`, type: "text", prompt })),
      }),
    );
    const page = await visit(`/surveys/${made.id}/edit`, { scheme: "dark", language: "ru", width: 380 });
    const from = await page.locator("[data-line=q0] > span").boundingBox();
    const to = await page.locator("[data-line=q2]").boundingBox();
    if (!from || !to) throw new Error("both are in sight");
    await page.mouse.move(from.x + 8, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y + 40);
    await page.mouse.move(to.x + 8, to.y + to.height - 2);
    await page.mouse.up();
    await page.getByRole("button", { name: /^3 А/ }).waitFor();
    await page.getByText(/^Черновик сохранён/).waitFor();
    expect((await kept(page)).questions.map(({ id }: { id: string }) => id)).toEqual(["q1", "q2", "q0"]);
    expect(await violations(page)).toEqual([]);
  });
});

describe("A distribution", () => {
  it("is offered by an event under a condition, switched, taken back by Z, tested and changed", {
    timeout: 60_000,
  }, async () => {
    const page = await visit(`/distributions/new?survey=${await publishedId()}`);
    await page.getByRole("button", { name: "Create" }).click();
    expect(await page.getByText("This is needed.").count()).toBe(2);
    await page.getByRole("combobox", { name: "Touchpoint" }).click();
    await page.getByRole("option", { name: "Refunds" }).click();
    await page.getByLabel("Event", { exact: true }).fill("parcel.delivered");
    await page.getByRole("button", { name: "Add a condition" }).click();
    await page.getByLabel("Property").fill("class");
    await page.getByLabel("Value").fill("first");
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/distributions\/[0-9a-f-]{36}/);
    await page.getByText("Refunds ← event parcel.delivered · 1 filter · E-mail · at once").first().waitFor();
    const id = /distributions\/([0-9a-f-]{36})/.exec(page.url())?.[1];
    const kept = () => must(demo.api.get(`/v1/distributions/${id}`));
    expect(await kept()).toMatchObject({
      trigger: { event: "parcel.delivered", where: [{ property: "class", op: "eq", value: "first" }] },
    });

    await page.getByRole("switch", { name: /parcel\.delivered/ }).focus();
    await page.keyboard.press("Space");
    await page.getByText(/nobody is asked any more/).waitFor();
    expect((await kept()).active).toBe(false);
    await page.keyboard.press("z");
    await page.locator("[role=switch][aria-checked=true]").waitFor();
    expect((await kept()).active).toBe(true);

    await page.getByRole("textbox", { name: "E-mail" }).fill("tester@example.com");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("On its way to tester@example.com.").waitFor();
    expect(await must(demo.api.get(`/v1/distributions/${id}/funnel`))).toMatchObject({ invited: { n: 0 } });

    await page.getByRole("link", { name: "Change", exact: true }).click();
    await page.getByLabel("Share of customers, %").fill("30");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/at once · 30%/).waitFor();
    expect((await kept()).sampling).toBe(0.3);
  });

  it("is reached in the list by J and opened by Enter", async () => {
    const page = await visit("/distributions");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const named = await page.evaluate(() => document.activeElement?.textContent ?? "");
    expect(named).toContain("←");
    await page.keyboard.press("Enter");
    await page.waitForURL(/distributions\/[0-9a-f-]{36}/);
    await page.getByText(named, { exact: true }).waitFor();
  });
});
