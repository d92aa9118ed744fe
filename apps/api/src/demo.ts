import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createWorkspace, type MadeWorkspace } from "@otklik/features/accounts/index";
import { type Context, system } from "@otklik/features/context";
import { createDistribution } from "@otklik/features/distribution/index";
import type { House } from "@otklik/features/house";
import { createSurvey, publishSurvey } from "@otklik/features/surveys/index";
import { upsertTouchpoint } from "@otklik/features/touchpoints/index";

type DemoOptions = { hashPassword: (password: string) => Promise<string>; dataDir: string; url: string };

export type Demo = MadeWorkspace & {
  surveyId: string;
  ownerEmail: string;
  ownerPassword: string;
  url: string;
  /** What a person needs to go on, by lines. */
  told: string;
};

export const demoName = "Meridian Rail";

/** A workspace to try things in: one touchpoint with a survey that an event triggers. */
export async function makeDemo(house: House, { hashPassword, dataDir, url }: DemoOptions): Promise<Demo> {
  const ownerEmail = "owner@demo.localhost.localdomain";
  const ownerPassword = house.ports.crypto.randomToken().slice(0, 16);
  const made = await createWorkspace(house, { name: demoName, ownerEmail, ownerPassword }, hashPassword);
  const surveyId = await house.inWorkspace(made.workspaceId, system, furnish);
  const lines = {
    OTKLIK_URL: url,
    OTKLIK_KEY: made.secretKey,
    OTKLIK_SURVEY: surveyId,
    OTKLIK_EMAIL: ownerEmail,
    OTKLIK_PASSWORD: ownerPassword,
  };
  await mkdir(dataDir, { recursive: true });
  await writeDemoFile(dataDir, lines);
  return { ...made, surveyId, ownerEmail, ownerPassword, url, told: tellDemo(dataDir, lines) };
}

/** On a later start: the addresses again, brought up to date, for as long as the demo's file is there. */
export async function recallDemo(dataDir: string, url: string): Promise<string | null> {
  const text = await readFile(demoFile(dataDir), "utf8").catch(() => null);
  if (text === null) return null;
  const pairs = text
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  const lines = { ...(Object.fromEntries(pairs) as Record<string, string>), OTKLIK_URL: url };
  await writeDemoFile(dataDir, lines);
  return tellDemo(dataDir, lines);
}

function tellDemo(
  dataDir: string,
  { OTKLIK_URL: url, OTKLIK_EMAIL: email, OTKLIK_PASSWORD: password }: Record<string, string>,
): string {
  return [
    `Otklik is running:  ${url}/docs`,
    `Local mailbox:      ${url}/dev/mailbox`,
    `Sign-in:            ${email}  ${password}`,
    `For the tour:       . ${demoFile(dataDir)}`,
  ].join("\n");
}

async function writeDemoFile(dataDir: string, lines: Record<string, string>): Promise<void> {
  const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(demoFile(dataDir), text.join(""), { mode: 0o600 });
}

export const demoFile = (dataDir: string) => join(dataDir, "demo.env");

async function furnish(ctx: Context): Promise<string> {
  await upsertTouchpoint(ctx, {
    key: "ticket-delivery",
    name: "Ticket delivery",
    stage: "purchase",
    channels: ["email", "sms"],
  });
  const survey = await createSurvey(ctx, {
    name: "After ticket delivery",
    locale: "en",
    questions: [
      {
        id: "score",
        type: "nps",
        metric: "nps",
        prompt: "How likely are you to recommend Meridian to a friend or colleague?",
      },
      { id: "why", type: "text", prompt: "What is the main reason for your score?" },
      { id: "call", type: "callback", prompt: "Call me about this" },
    ],
    endings: [{ id: "thanks", prompt: "Thank you!" }],
    translations: {
      ru: {
        prompts: {
          score: "Насколько вероятно, что вы порекомендуете «Меридиан» другу или коллеге?",
          why: "Что главное повлияло на вашу оценку?",
          call: "Перезвоните мне",
          thanks: "Спасибо!",
        },
      },
    },
  });
  await publishSurvey(ctx, survey.id);
  await createDistribution(ctx, {
    surveyId: survey.id,
    touchpointKey: "ticket-delivery",
    channels: ["email"],
    trigger: { event: "ticket.sent" },
    active: true,
  });
  return survey.id;
}
