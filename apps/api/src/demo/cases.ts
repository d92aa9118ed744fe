import { addNote, changeCase, openCase, readCases, resolveCase } from "@otklik/features/cases/index";
import type { Actor, Work } from "@otklik/features/context";
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

type Told_ = {
  past: Past;
  workspaceId: string;
  colleagues: Colleagues;
  cast: Cast[];
  answerIds: Map<Told, string>;
  now: Date;
};

/** Opens the cases by the follower that opens every other, and does what was done about them, each at its time. */
export async function openCases({ past, workspaceId, colleagues, cast, answerIds, now }: Told_): Promise<void> {
  const work = (ports: Work["ports"]): Work => ({
    workspaceId,
    ports,
    attempt: 1,
    isLastAttempt: true,
    inWorkspace: (verb) => past.house.inWorkspace(workspaceId, { kind: "system", id: null, isTest: false }, verb),
    keepLease: async () => {},
  });
  for (const { story, answer } of [...cast].sort((a, b) => a.answer.at - b.answer.at)) {
    const openedAt = new Date(answer.at + 2_000);
    past.set(openedAt);
    await openCase.run(work(past.house.ports), { responseId: answerIds.get(answer) as string });
    const caseId = await past.house.inWorkspace(workspaceId, actorOf(colleagues.anna, "owner"), async (ctx) => {
      const { data } = await readCases(ctx, { contact: answer.customer?.id }, { limit: 1 });
      return data[0]?.id as string;
    });
    for (const deed of story.deeds) {
      past.set(new Date(Math.min(openedAt.getTime() + deed.after * hour, now.getTime() - 60_000)));
      await past.house.inWorkspace(workspaceId, actorOf(colleagues[deed.by], "agent"), (ctx) =>
        act(ctx, caseId, deed, colleagues),
      );
    }
  }
}

export const actorOf = (id: string, role: string): Actor => ({
  kind: "member",
  id,
  role,
  scopes: ["read", "write"],
  isTest: false,
});

async function act(ctx: Parameters<typeof addNote>[0], id: string, deed: Deed, colleagues: Colleagues): Promise<void> {
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
