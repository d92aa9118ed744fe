import type { Page } from "playwright-core";
import type { Demo } from "./demo.ts";
import { must } from "./program.ts";

/** A page in a state worth looking at. `open` brings it there once its address was loaded. */
export type DashboardPage = { name: string; path: string; open?(page: Page): Promise<void> };

const key = (keys: string) => (page: Page) => page.keyboard.press(keys);

/** Every page of the dashboard, with things that the demo company has. */
export async function dashboardPages({ api, home, surveyId }: Demo): Promise<DashboardPage[]> {
  const first = async (path: string) => (await must(api.get(path))).data[0];
  const [response, found, distribution, shift] = await Promise.all([
    first("/v1/responses?class=detractor&limit=1"),
    first("/v1/cases?limit=1&status=new,assigned"),
    first("/v1/distributions?limit=1"),
    first("/v1/shifts?limit=1"),
  ]);
  const draft = await must(
    api.post("/v1/surveys", {
      name: "After the journey",
      locale: "en",
      translations: { ru: { prompts: { score: "Насколько вероятно, что вы нас посоветуете?" } } },
      questions: [
        { id: "score", type: "nps", metric: "nps", prompt: "How likely are you to recommend us?" },
        {
          id: "why",
          type: "text",
          prompt: "What went wrong, {{contact.name|dear customer}}?",
          when: {
            any: [
              { question: "score", op: "band", value: "detractor" },
              { contact: "plan", op: "eq", value: "gold" },
            ],
          },
        },
        {
          id: "ticket",
          type: "singleChoice",
          prompt: "Which ticket did you have?",
          choices: [
            { id: "c1", label: "First class" },
            { id: "c2", label: "Second class" },
          ],
          next: [{ when: { question: "ticket", op: "eq", value: "c1" }, to: "score" }],
        },
      ],
      pages: [{ id: "trip", from: "ticket", title: "About your trip" }],
      endings: [{ id: "thanks", prompt: "Thank you!" }],
    }),
  );
  const at = (path: string) => `${home}${path}`;
  return [
    { name: "overview", path: at("/overview") },
    { name: "overview-palette", path: at("/overview"), open: key("Control+k") },
    { name: "overview-keys", path: at("/overview"), open: key("Shift+Slash") },
    { name: "overview-empty", path: at("/overview?from=2001-01-01&to=2001-01-02") },
    { name: "scores", path: at("/scores?period=90d") },
    { name: "scores-answers", path: at("/scores?view=answers&period=90d") },
    {
      name: "scores-answers-table",
      path: at("/scores?view=answers&period=90d"),
      open: (page) => page.getByRole("button", { name: /^(As table|Таблицей)$/ }).click(),
    },
    { name: "scores-compare", path: at("/scores?view=compare") },
    { name: "scores-compare-learning", path: at("/scores?view=compare&by=channel&channel=sms&other=kiosk") },
    { name: "journey", path: at("/journey?period=90d") },
    { name: "journey-cell", path: at("/journey?period=90d&cell=ticket-delivery.sms") },
    { name: "shifts", path: at("/shifts") },
    { name: "shifts-filtered-out", path: at("/shifts?status=newNormal") },
    { name: "shifts-watching", path: at("/shifts/watching") },
    { name: "shift", path: at(`/shifts/${shift.id}`) },
    { name: "shift-by-segment", path: at(`/shifts/${shift.id}?by=ticketClass`) },
    {
      name: "shift-explaining",
      path: at(`/shifts/${shift.id}`),
      open: (page) => page.getByRole("button", { name: /^(Explain|Объяснить)…/ }).click(),
    },
    { name: "responses", path: at("/responses") },
    { name: "responses-filtered-out", path: at("/responses?q=nobody-writes-this&class=detractor") },
    { name: "responses-summary", path: at("/responses?tab=summary") },
    { name: "responses-questions", path: at(`/responses?tab=summary&period=90d&survey=${surveyId}`) },
    {
      name: "responses-export",
      path: at("/responses"),
      open: async (page) => {
        await page.getByRole("button", { name: /^(Export|Экспорт)$/ }).click();
        await page.getByRole("radio", { name: "CSV" }).check();
      },
    },
    {
      name: "responses-chosen",
      path: at("/responses"),
      open: async (page) => {
        const boxes = page.getByRole("checkbox", { name: /^(Choose this answer|Выбрать этот ответ)$/ });
        if (await boxes.first().isVisible()) for (const at of [0, 2]) await boxes.nth(at).check();
        else await page.getByRole("button", { name: /^(Filters|Фильтры)/ }).click();
      },
    },
    {
      name: "responses-views",
      path: at("/responses?class=detractor"),
      open: async (page) => {
        const fold = page.getByRole("button", { name: /^(Filters|Фильтры) ·/ });
        if (await fold.isVisible()) await fold.click();
        await page.getByRole("button", { name: /^(Saved views|Виды): / }).click();
        await page.getByRole("menuitem", { name: /…$/ }).click();
      },
    },
    { name: "responses-flagged", path: at("/responses?tab=flagged") },
    {
      name: "responses-themes",
      path: at("/responses?tab=summary"),
      open: (page) => page.getByRole("button", { name: /^(Name a theme|Назвать тему)$/ }).click(),
    },
    { name: "response", path: at(`/responses/${response.id}`) },
    { name: "cases", path: at("/cases") },
    { name: "case", path: at(`/cases/${found.id}`) },
    { name: "surveys", path: at("/surveys") },
    { name: "survey-new", path: at("/surveys/new") },
    { name: "survey-edit", path: at(`/surveys/${draft.id}/edit`) },
    { name: "survey-branch", path: at(`/surveys/${draft.id}/edit?at=why`) },
    {
      name: "survey-problems",
      path: at(`/surveys/${draft.id}/edit?at=ticket`),
      open: (page) => page.getByRole("button", { name: /^(Publish|Опубликовать)$/ }).click(),
    },
    { name: "survey-what-if", path: at(`/surveys/${draft.id}/edit?view=test`) },
    { name: "survey-languages", path: at(`/surveys/${draft.id}/edit?view=languages`) },
    { name: "survey-results", path: at(`/surveys/${surveyId}/results?period=90d`) },
    { name: "distributions", path: at("/distributions") },
    { name: "distribution-new", path: at("/distributions/new") },
    { name: "distribution", path: at(`/distributions/${distribution.id}`) },
    { name: "contacts", path: at("/contacts") },
    { name: "contact", path: at(`/contacts/${found.contactId}`) },
    { name: "settings", path: at("/settings") },
    ...[
      "keys",
      "touchpoints",
      "dimensions",
      "budget",
      "sender",
      "targets",
      "alarms",
      "marks",
      "theme",
      "notifications",
      "appearance",
      "members",
      "data",
    ].map((section) => ({ name: `settings-${section}`, path: at(`/settings/${section}`) })),
    {
      name: "settings-marks-new",
      path: at("/settings/marks"),
      open: (page) => page.locator("main section button").first().click(),
    },
    { name: "no-such-page", path: at("/overview/nothing-here") },
  ];
}

/** What a page does that it should not, by looking at it: moves while it loads, scrolls sideways, cuts text off. */
export async function faultsOfLayout(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`scrolls sideways by ${scrollWidth - clientWidth} px`);
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      const style = getComputedStyle(element);
      if (style.overflowX !== "hidden" && style.overflowX !== "clip") continue;
      // An ellipsis says that there is more; what is hidden for eyes only, or clipped by a line count, does as well.
      if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none" || style.clipPath !== "none") continue;
      if (element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && element.innerText?.trim())
        faults.push(`cuts off "${element.innerText.trim().slice(0, 40)}"`);
    }
    return faults;
  });
}

/** How much has jumped since the page began to load (Cumulative Layout Shift), by the browser's own measure. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
            if (!entry.hadRecentInput) sum += entry.value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 50);
      }),
  );
}

/** Until nothing more is asked of the server and nothing is being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("domcontentloaded");
  await page.waitForSelector("h1, [role=alert]");
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"), undefined, { timeout: 15_000 });
  let quiet = performance.now();
  const busy = () => {
    quiet = performance.now();
  };
  page.on("request", busy);
  page.on("response", busy);
  while (performance.now() - quiet < 250) await new Promise((resolve) => setTimeout(resolve, 50));
  page.off("request", busy);
  page.off("response", busy);
}
