import { addNote, changeCase, openCase, readCases, resolveCase, watchDue } from "@otklik/features/cases/index";
import { type Actor, type Context, system, type Work } from "@otklik/features/context";
import { type CaseStory, type Colleague, caseStories, type Deed } from "./case-stories.ts";
import type { Told } from "./history.ts";
import type { Past } from "./past.ts";
import { ageGroupOf, type Person } from "./people.ts";
import { day, lastMidnight } from "./plan.ts";

export type Cast = { story: CaseStory; answer: Told; personIndex: number };
export type Colleagues = Record<Colleague, string>;

const hour = 3_600_000;

/** Gives the people of the stories the first places among the customers, and answers that were planned for anybody. */
export function castCases(plan: Told[], persons: Person[], { now, end }: { now: Date; end: number }): Cast[] {
  const taken = new Set<Told>();
  const cast = caseStories.map((story, personIndex): Cast => {
    persons[personIndex] = personOf(story, persons[personIndex] as Person, personIndex);
    const at = end - story.hoursBefore * hour;
    const answer = nearest(plan, story, at, taken);
    taken.add(answer);
    const { channel, score, comment, callBetween, wantsCall } = story;
    const window = callBetween && nextWindow(now, callBetween);
    Object.assign(answer, { at, channel, answer: score, comment });
    if (window || wantsCall) answer.callback = { wanted: true, ...(window && { window }) };
    return { story, answer, personIndex };
  });
  plan.sort((a, b) => a.at - b.at);
  return cast;
}

function personOf({ name, locale, value, birthYear }: CaseStory, person: Person, index: number): Person {
  const year = person.since.getUTCFullYear();
  return {
    ...person,
    name,
    locale,
    value,
    birthYear,
    email: `${name.toLowerCase().replace(" ", ".")}@example.com`,
    phone: `+447700900${142 + index}`,
    timezone: locale === "ru" ? "Europe/Moscow" : "Europe/London",
    attributes: { language: locale, ...(birthYear !== null && { ageGroup: ageGroupOf(birthYear, year) }) },
  };
}

/** An unhappy answer of that place, of the same day if there is one: the days keep their numbers, and the scores their level. */
function nearest(plan: Told[], { survey, touchpoint, channel }: CaseStory, at: number, taken: Set<Told>): Told {
  const distance = (one: Told) =>
    Math.abs(one.at - at) +
    (lastMidnight(new Date(one.at)) === lastMidnight(new Date(at)) ? 0 : day) +
    (one.channel === channel ? 0 : hour);
  const [found] = plan
    .filter(
      (one) => one.survey === survey && one.touchpoint === touchpoint && one.mood === "unhappy" && !taken.has(one),
    )
    .sort((a, b) => distance(a) - distance(b));
  return found as Told;
}

/** The next time that these hours begin where the company is. */
function nextWindow(now: Date, [from, to]: [number, number]): { from: string; to: string } {
  const midnight = lastMidnight(now);
  const today = midnight + from * hour > now.getTime() ? midnight : midnight + day;
  return { from: new Date(today + from * hour).toISOString(), to: new Date(today + to * hour).toISOString() };
}

type Opening = {
  past: Past;
  workspaceId: string;
  colleagues: Colleagues;
  cast: Cast[];
  answerIds: ReadonlyMap<Told, string>;
  now: Date;
};

/** Opens the cases by the follower that opens every other, and does what was done about them, each at its time. */
export async function openCases(opening: Opening): Promise<void> {
  const { past, workspaceId, cast } = opening;
  for (const one of [...cast].sort((a, b) => a.answer.at - b.answer.at)) {
    past.set(new Date(one.answer.at + answerToCaseMs));
    // All of it at once: a server that runs would otherwise find the case overdue before anybody had cared for it.
    await past.house.inWorkspace(workspaceId, system, (ctx) => playCase(ctx, opening, one));
  }
}

const answerToCaseMs = 2_000;

async function playCase(
  ctx: Context,
  { past, colleagues, answerIds, now }: Opening,
  { story, answer }: Cast,
): Promise<void> {
  const openedAt = answer.at + answerToCaseMs;
  await openCase.run(workWithin(ctx), { responseId: answerIds.get(answer) as string });
  const [opened] = (await readCases(ctx, { contact: answer.customer?.id }, { limit: 1 })).data;
  if (!opened) throw new Error("an unhappy customer has a case");
  const dueAt = new Date(opened.dueAt);
  const isDue = dueAt <= now;
  // What had to be watched by now has been.
  if (isDue) ctx.changes.jobs.length = 0;
  let isWatched = !isDue;
  const watch = async () => {
    isWatched = true;
    past.set(dueAt);
    await watchDue.run(workWithin(ctx), { caseId: opened.id });
  };
  for (const deed of story.deeds) {
    const at = new Date(Math.min(openedAt + deed.after * hour, now.getTime() - 60_000));
    if (!isWatched && at >= dueAt) await watch();
    past.set(at);
    await act({ ...ctx, actor: actorOf(colleagues[deed.by], "agent") }, opened.id, deed, colleagues);
  }
  if (!isWatched) await watch();
}

/** A follower's work in a transaction that is open already. */
const workWithin = (ctx: Context): Work => ({
  workspaceId: ctx.workspaceId,
  ports: ctx.ports,
  attempt: 1,
  isLastAttempt: true,
  inWorkspace: (verb) => verb(ctx),
  keepLease: async () => {},
  finishIn: async () => {},
});

export const actorOf = (id: string, role: string): Actor => ({
  kind: "member",
  id,
  role,
  scopes: ["read", "write"],
  isTest: false,
});

async function act(ctx: Context, id: string, deed: Deed, colleagues: Colleagues): Promise<void> {
  switch (deed.does) {
    case "assign":
      await changeCase(ctx, id, { assigneeId: colleagues[deed.to] });
      return;
    case "contacted":
    case "waiting":
      await changeCase(ctx, id, { status: deed.does });
      return;
    case "note":
    case "call":
      await addNote(ctx, id, { body: deed.text, kind: deed.does });
      return;
    case "resolve":
      await resolveCase(ctx, id, { rootCause: deed.cause, outcome: deed.outcome, note: deed.text });
  }
}
