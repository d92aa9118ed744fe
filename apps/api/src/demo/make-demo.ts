import { analyze } from "@otklik/db/analyze";
import { addMember, createWorkspace, type MadeWorkspace, markAsDemo, ownerOf } from "@otklik/features/accounts/index";
import { addContacts } from "@otklik/features/contacts/index";
import { system } from "@otklik/features/context";
import type { House } from "@otklik/features/house";
import { takeUpNext } from "@otklik/features/shifts/index";
import { actorOf, type Colleagues, castCases, openCases } from "./cases.ts";
import { chanceFrom } from "./chance.ts";
import { demoName, furnish } from "./company.ts";
import { type DemoLines, tellDemo, writeDemoFile } from "./demo-file.ts";
import { type Customer, liveThrough } from "./history.ts";
import { fileAnswers, refuseTwo } from "./odds.ts";
import { openPast } from "./past.ts";
import { somePeople } from "./people.ts";
import { day, days, lastMidnight, planAnswers } from "./plan.ts";

type DemoOptions = {
  hashPassword: (password: string) => Promise<string>;
  dataDir: string;
  url: string;
  onProgress?: (share: number, answers: number, sentence: string) => void;
};

export type Demo = MadeWorkspace & {
  surveyId: string;
  ownerEmail: string;
  ownerPassword: string;
  url: string;
  /** What a person needs to go on, by lines. */
  told: string;
};

const seed = 20_261_109;
const people = 4000;
/** Days after which the tables are so much larger that what is known of them no longer holds. */
const analysedOn = [2, 14, days];

/** A rail operator with half a year behind it, the same one whenever it is made: only its dates end now. */
export async function makeDemo(house: House, { hashPassword, dataDir, url, onProgress }: DemoOptions): Promise<Demo> {
  const ownerEmail = "owner@demo.localhost.localdomain";
  const ownerPassword = house.ports.crypto.randomToken().slice(0, 16);
  const owner = { name: demoName, ownerName: "Anna Petrova", ownerEmail, ownerPassword };
  const made = await createWorkspace(house, owner, hashPassword);
  await markAsDemo(house, made.workspaceId, "making");
  const surveyId = await fill(house, made.workspaceId, onProgress ?? (() => {}));
  await markAsDemo(house, made.workspaceId, "made");
  const lines: DemoLines = {
    OTKLIK_URL: url,
    OTKLIK_KEY: made.secretKey,
    OTKLIK_SURVEY: surveyId,
    OTKLIK_EMAIL: ownerEmail,
    OTKLIK_PASSWORD: ownerPassword,
  };
  await writeDemoFile(dataDir, lines);
  return { ...made, surveyId, ownerEmail, ownerPassword, url, told: tellDemo(dataDir, lines) };
}

async function fill(
  house: House,
  workspaceId: string,
  onProgress: NonNullable<DemoOptions["onProgress"]>,
): Promise<string> {
  const now = house.ports.now();
  const end = lastMidnight(now);
  const start = new Date(end - days * day);
  const chance = chanceFrom(seed);
  const past = openPast(house, chanceFrom(seed + 1));
  past.set(new Date(start.getTime() - 30 * day));

  const company = await past.house.inWorkspace(workspaceId, system, furnish);
  const colleagues: Colleagues = {
    anna: await ownerOf(house, workspaceId),
    marta: await addMember(past.house, workspaceId, {
      name: "Marta Lind",
      email: "marta@demo.localhost.localdomain",
      role: "agent",
    }),
    dmitry: await addMember(past.house, workspaceId, {
      name: "Dmitry Vasin",
      email: "dmitry@demo.localhost.localdomain",
      role: "agent",
    }),
  };
  const plan = planAnswers(chance, end);
  const persons = somePeople(chance, people, start);
  const cast = castCases(plan, persons, { now, end });
  const ids = await past.house.inWorkspace(workspaceId, system, (ctx) => addContacts(ctx, persons, past.portsAt));
  const customers: Customer[] = persons.map((person, index) => ({
    id: ids[index] as string,
    person,
    reachableBy: [...(person.email ? ["email"] : []), ...(person.phone ? ["sms", "messenger"] : []), "link"],
    ledger: [],
    takenFrom: Number.POSITIVE_INFINITY,
    unsubscribedFrom: Number.POSITIVE_INFINITY,
  }));
  for (const { answer, personIndex } of cast) {
    const customer = customers[personIndex] as Customer;
    customer.takenFrom = answer.at - 40 * day;
    answer.customer = customer;
  }
  const free = customers.slice(cast.length).filter(({ person }) => person.email);
  const [bounced, leaving] = free as [Customer, Customer];
  for (const one of [bounced, leaving]) one.takenFrom = end - 60 * day;
  const means = { past, chance, company, customers, workspaceId };
  const answerIds = await liveThrough(means, plan, end, async (day, answers) => {
    if (analysedOn.includes(day)) await analyze(house.database.db);
    onProgress(day / days, answers, `${answers} answers of the demo company`);
  });
  await watch(past.house, workspaceId);
  await refuseTwo(means, bounced, leaving, end);
  await fileAnswers(means, answerIds, actorOf(colleagues.anna, "owner"), end);
  await openCases({ past, workspaceId, colleagues, cast, answerIds, now });
  return company.surveys.delivery;
}

/** Detectors hear of half a year as they would have day by day. */
async function watch(house: House, workspaceId: string): Promise<void> {
  while (await house.inWorkspace(workspaceId, system, (ctx) => takeUpNext(ctx, 1000)));
}
