import { loadavg } from "node:os";
import { standardWording } from "@otklik/domain/survey/standard-wording";
import type { BrowserContextOptions } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { noisePicture } from "../support/noise-picture.ts";
import { must, type Program, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { type Line, type Visit, visit } from "./page-visit.ts";
import { median, quantile, type Report, spread } from "./report.ts";
import { startProcess } from "./start-process.ts";

/** `questionMs` of three visits in four, as Web Vitals judge: a single one is at the mercy of the machine's scheduler. */
const goals = { requests: 3, bytes: 15_000, questionMs: 1000, shift: 0 };
/** Lighthouse's slow 4G, as it simulates it. */
const slow4G: Line = { latencyMs: 150, downKbps: 1600, upKbps: 750, cpuSlowdown: 4 };
/** The same where Lighthouse applies it in the browser: the latency stands for the handshakes as well. */
const applied: Line = { latencyMs: 562.5, downKbps: 1440, upKbps: 675, cpuSlowdown: 4 };
const barePort = 4108;
export const usualVisits = 9;

type Language = "en" | "ru" | "ar";
type Variant = {
  name: string;
  language: Language;
  survey: "plain" | "branching";
  look: BrowserContextOptions;
  line: Line;
  /** Whether the question must be seen in time. */
  isTimed: boolean;
};

const phone = { viewport: { width: 390, height: 844 }, colorScheme: "light" } as const;
const usual = { language: "en", survey: "plain", look: phone, line: slow4G, isTimed: true } as const;
const variants: Variant[] = [
  { ...usual, name: "English, light" },
  { ...usual, name: "Russian, dark", language: "ru", look: { ...phone, colorScheme: "dark" } },
  { ...usual, name: "Arabic", language: "ar" },
  { ...usual, name: "English, 320 px", look: { ...phone, viewport: { width: 320, height: 640 } } },
  { ...usual, name: "English, with branches", survey: "branching" },
  { ...usual, name: "English, 562.5 ms a request, 1.44 Mbps", line: applied, isTimed: false },
];

/** A first view of the survey page on a slow line and a slow phone, in turn with a bare page of as many bytes. */
export async function benchPage({ visits }: { visits: number }): Promise<Report> {
  const [loadBefore] = loadavg();
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  const bare = await startProcess("tests/bench/bare-page-server.ts", barePort, {});
  try {
    const newLink = await furnish(programFor(server));
    const rows: string[][] = [];
    const misses: string[] = [];
    for (const variant of variants) {
      const { look, line } = variant;
      const ours = async () => visit(browser, { url: await newLink(variant), look, line, chooses: true });
      // Also warms both servers up.
      const { bodyBytes } = await ours();
      const url = barePage(variant.language, bodyBytes);
      const bareVisit = () => visit(browser, { url, look, line, chooses: false });
      await bareVisit();
      const pairs: { ours: Visit; bare: Visit }[] = [];
      for (let pair = 0; pair < visits; pair++) {
        if (pair % 2 === 0) pairs.push({ ours: await ours(), bare: await bareVisit() });
        else {
          const first = await bareVisit();
          pairs.push({ ours: await ours(), bare: first });
        }
      }
      rows.push(rowOf(variant, pairs));
      misses.push(
        ...missesOf(
          variant,
          pairs.map((pair) => pair.ours),
        ),
      );
    }
    return {
      name: "page",
      command: `npm run bench -- page${visits === usualVisits ? "" : ` --visits ${visits}`}`,
      title: "The survey page's first view",
      columns: [
        "page",
        "requests",
        "bytes (bodies alone)",
        "after the load: requests, bytes",
        "first paint, ms",
        "first question, ms (range), three in four within",
        "bare page, ms (range)",
        "ratio (range)",
        "script has taken over, ms",
        "layout shift (after the choice too)",
      ],
      rows: [
        ...rows,
        [
          "goal",
          `≤ ${goals.requests}`,
          `≤ ${goals.bytes}`,
          "–",
          "–",
          `three in four ≤ ${goals.questionMs}`,
          "–",
          "–",
          "–",
          `${goals.shift} (–)`,
        ],
      ],
      notes: [
        `${visits} visits a page, each in turn with the bare one and in a browser context without cache; Chromium ${browser.version()}, median and range; goals of requests, bytes and shift are for every visit. The machine's load was ${loadBefore?.toFixed(1)} before and ${loadavg()[0]?.toFixed(1)} after.`,
        "",
        "- Slow 4G: 150 ms a request, 1.6 Mbps down, 750 kbps up; processor four times slower; on 127.0.0.1 without TLS. The browser adds the latency to requests, not to handshakes. The last page has Lighthouse's figures for throttling in the browser, whose latency stands for them; it has no goal in time.",
        "- Page: NPS, why, call me, in three languages, with an accent and a logo of almost the largest weight allowed, 4 096 bytes; with branches: four more questions, two of them on the same page once a score is chosen. Requests and bytes: all that the browser asked for before the load event, responses with their headers, the largest visit; the question is seen and can be answered and sent with no more. What came after: the rest of the script, which takes the form over.",
        "- First question: the paint of its text by element timing. Script: its first change of the form. Layout shift: until 3 s after the load, 3 being clicked as soon as the script runs; without, and in brackets with, what follows within 0.5 s of the click (a question that the choice asks for moves what is below it).",
        "- Bare page: the same question in one response of as many bytes as our bodies together, from a small Hono program, without style, script or image. First paint is of ours.",
        "",
        misses.length === 0 ? "Every goal is met." : misses.join("\n"),
      ],
      misses,
    };
  } finally {
    bare.kill("SIGKILL");
    await browser.close();
    await server.dispose();
  }
}

const most = (values: number[]) => Math.max(...values);
const ms = (values: number[]) =>
  `${median(values).toFixed(0)} (${Math.min(...values).toFixed(0)}–${most(values).toFixed(0)})`;

const threeInFour = (values: number[]) => quantile(values, 0.75);

function rowOf({ name }: Variant, pairs: { ours: Visit; bare: Visit }[]): string[] {
  const ours = pairs.map((pair) => pair.ours);
  const ratios = pairs.map((pair) => pair.ours.questionMs / pair.bare.questionMs);
  return [
    name,
    String(most(ours.map(({ requests }) => requests))),
    `${most(ours.map(({ bytes }) => bytes))} (${most(ours.map(({ bodyBytes }) => bodyBytes))})`,
    `${most(ours.map(({ laterRequests }) => laterRequests))}, ${most(ours.map(({ laterBytes }) => laterBytes))}`,
    median(ours.map(({ firstPaintMs }) => firstPaintMs)).toFixed(0),
    `${ms(ours.map(({ questionMs }) => questionMs))}, ${threeInFour(ours.map(({ questionMs }) => questionMs)).toFixed(0)}`,
    ms(pairs.map((pair) => pair.bare.questionMs)),
    `${median(ratios).toFixed(2)} (${spread(ratios)})`,
    median(ours.map(({ takenOverMs }) => takenOverMs as number)).toFixed(0),
    `${shiftOf(most(ours.map(({ shift }) => shift)))} (${shiftOf(most(ours.map(({ shiftWithInput }) => shiftWithInput)))})`,
  ];
}

const shiftOf = (value: number) => (value === 0 ? "0" : value.toFixed(4));

function missesOf({ name, isTimed }: Variant, ours: Visit[]): string[] {
  const worst = (figure: keyof typeof goals) =>
    (figure === "questionMs" ? threeInFour : most)(ours.map((one) => one[figure]));
  const wanted = (Object.keys(goals) as (keyof typeof goals)[]).filter((one) => one !== "questionMs" || isTimed);
  const words = {
    requests: "requests",
    bytes: "bytes",
    questionMs: "ms to the first question in three visits of four",
    shift: "of layout shift",
  };
  return wanted
    .filter((figure) => worst(figure) > goals[figure])
    .map((figure) => `${name}: ${worst(figure)} ${words[figure]}; the goal is ${goals[figure]} or less.`);
}

function barePage(lang: Language, bytes: number): string {
  const question = standardWording.nps[lang];
  const query = new URLSearchParams({ lang, dir: lang === "ar" ? "rtl" : "ltr", question, bytes: String(bytes) });
  return `http://127.0.0.1:${barePort}/?${query}`;
}

/** Both surveys, published, and what makes a new customer's link to one of them. */
async function furnish(api: Program): Promise<(wanted: Variant) => Promise<string>> {
  const logo = noisePicture(97, 41);
  const { id: image } = await must(api.post("/v1/images", { purpose: "logo", data: logo.toString("base64") }));
  const theme = { logo: { image, width: 97, height: 41 } };
  await must(api.patch("/v1/workspace", { accent: "#5B3FC4", theme }));
  await must(api.post("/v1/touchpoints", { key: "delivery", name: "Delivery", channels: ["link"] }));
  const textsIn = (language: Language) => ({
    score: standardWording.nps[language],
    why: standardWording.why[language],
    call: standardWording.callMe[language],
    thanks: standardWording.thanks[language],
  });
  const texts = textsIn("en");
  const [score, why, call] = [
    { id: "score", type: "nps", metric: "nps", prompt: texts.score },
    { id: "why", type: "text", prompt: texts.why },
    { id: "call", type: "callback", prompt: texts.call },
  ];
  const unhappy = { question: "score", op: "band", value: "detractor" };
  const choices = ["Price", "Punctuality", "Staff"].map((label) => ({ id: label.toLowerCase(), label }));
  const distributionOf = async (more: object) => {
    const endings = [{ id: "thanks", prompt: texts.thanks }];
    const translations = Object.fromEntries((["ru", "ar"] as const).map((one) => [one, { prompts: textsIn(one) }]));
    const survey = await must(api.post("/v1/surveys", { name: "Bench", locale: "en", endings, translations, ...more }));
    await must(api.post(`/v1/surveys/${survey.id}/publish`));
    const offered = { surveyId: survey.id, touchpointKey: "delivery", channels: ["link"], active: true };
    return (await must(api.post("/v1/distributions", { ...offered, trigger: { event: "never" } }))).id as string;
  };
  const distributions = {
    plain: await distributionOf({ questions: [score, why, call] }),
    branching: await distributionOf({
      questions: [
        score,
        { id: "what", type: "singleChoice", prompt: "What went wrong?", choices, other: true, when: unhappy },
        { ...why, when: unhappy },
        { id: "best", type: "text", prompt: "What did you like?", when: { question: "score", op: "ge", value: 9 } },
        { id: "again", type: "rating", prompt: "How was the way to your seat?" },
        {
          id: "said",
          type: "text",
          prompt: "Is there anything else?",
          when: { question: "again", op: "le", value: 2 },
        },
        call,
      ],
      pages: [{ id: "more", from: "again" }],
    }),
  };
  let customers = 0;
  return async ({ survey, language }) => {
    const contact = { email: `customer-${++customers}@example.com`, locale: language };
    const invitation = { distributionId: distributions[survey], contact, channel: "link" };
    return (await must(api.post("/v1/invitations", invitation))).url;
  };
}
