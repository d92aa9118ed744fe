import { suppressAddress, unsubscribeContact } from "@otklik/features/contacts/index";
import { type Actor, system } from "@otklik/features/context";
import { addPastOccasions, type Fate } from "@otklik/features/distribution/index";
import { noteResponse, tagResponse } from "@otklik/features/responses/index";
import { type Customer, type Means, occasionOf, type Told } from "./history.ts";
import { day } from "./plan.ts";

/** One address that mail came back from, and one customer who does not want to be asked any more. */
export async function refuseTwo(means: Means, bounced: Customer, leaving: Customer, end: number): Promise<void> {
  const bouncedAt = end - 20 * day + 11 * 3_600_000;
  await reach(means, bounced, bouncedAt, { status: "bounced", reason: "550" });
  means.past.set(new Date(bouncedAt + 60_000));
  await means.past.house.inWorkspace(means.workspaceId, system, (ctx) =>
    suppressAddress(ctx, "email", bounced.person.email as string, "bounced"),
  );
  bounced.reachableBy = bounced.reachableBy.filter((channel) => channel !== "email");
  await reach(means, bounced, end - 2 * day, { status: "sent" });

  const askedAt = end - 9 * day + 14 * 3_600_000;
  await reach(means, leaving, askedAt, { status: "opened", openedAt: new Date(askedAt + 3_000_000) });
  leaving.unsubscribedFrom = askedAt + 3_100_000;
  means.past.set(new Date(leaving.unsubscribedFrom));
  await means.past.house.inWorkspace(means.workspaceId, system, (ctx) => unsubscribeContact(ctx, leaving.id));
  await reach(means, leaving, end - 3 * day, { status: "sent" });
}

async function reach(means: Means, customer: Customer, at: number, fate: Fate): Promise<void> {
  const { past, company, workspaceId } = means;
  const offer = company.offered.find(({ event }) => event === "ticket.sent");
  if (!offer) return;
  const occasion = occasionOf(means, offer, customer, { at, channels: ["email"], fate });
  past.set(new Date(at));
  await past.house.inWorkspace(workspaceId, system, (ctx) => addPastOccasions(ctx, [occasion], past.portsAt));
}

const tags: [RegExp, string][] = [
  [/empty page|пустую страницу|пустая страница/i, "empty page"],
  [/link|ссылка|ссылки/i, "link"],
  [/since the update|после обновления|install the app|установить приложение/i, "app 7.2"],
  [/wi-?fi|вайфай/i, "wi-fi"],
  [/air conditioning|heating|too cold|кондиционера|отопление|прохладно/i, "climate"],
  [/a fee|the fee|сбор/i, "fee"],
  [/announce|объяв/i, "announcements"],
];
const notes = [
  "Same as the others since Monday: the link leads to the old domain.",
  "Passed on to the app team.",
  "The station repeats announcements on the screens from December on.",
  "Asked the operator: a stronger antenna comes in spring.",
];
const shareFiled = 0.6;
const filedFor = 40 * day;

/** What colleagues filed the answers of the last weeks under, and what they said about a few. */
export async function fileAnswers(
  { past, chance, workspaceId }: Means,
  answerIds: ReadonlyMap<Told, string>,
  actor: Actor,
  end: number,
): Promise<void> {
  const recent = [...answerIds].filter(([{ at, comment }]) => comment && at > end - filedFor);
  let noted = 0;
  past.set(new Date(end - 600_000));
  await past.house.inWorkspace(workspaceId, actor, async (ctx) => {
    for (const [{ comment }, id] of recent) {
      const fitting = tags.filter(([words]) => words.test(comment as string)).map(([, tag]) => tag);
      if (fitting.length === 0 || chance.next() > shareFiled) continue;
      await tagResponse(ctx, id, fitting);
      const note = notes[noted];
      if (note && fitting.includes(["link", "app 7.2", "announcements", "wi-fi"][noted] as string)) {
        await noteResponse(ctx, id, note);
        noted++;
      }
    }
  });
}
