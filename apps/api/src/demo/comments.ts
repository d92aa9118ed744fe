import type { Chance } from "./chance.ts";
import { english } from "./comments-en.ts";
import { russian } from "./comments-ru.ts";
import type { TouchpointKey } from "./company.ts";
import type { Language } from "./people.ts";
import type { Mood, Planned } from "./plan.ts";

/** What people say, by what it is about and how they feel. */
export type Sayings = {
  about: Record<TouchpointKey, Record<Mood, string[]>>;
  /** Of unhappy customers who waited for a ticket since deliveries go wrong. */
  sinceFall: string[];
  /** Fits behind any of them. */
  moreOf: Record<Mood, string[]>;
  /** What to change first. */
  trip: Record<Mood, string[]>;
  /** What made it easy or hard. */
  effort: Record<Mood, string[]>;
};

const sayings: Record<Language, Sayings> = { en: english, ru: russian };
const shareThatWrites: Record<Mood, number> = { happy: 0.36, middling: 0.38, unhappy: 0.62 };
const shareThatSaysMore = 0.3;
const shareOnTheFall = 0.75;

/** What somebody may write with such an answer; null: nothing. */
export function commentOn(chance: Chance, answer: Planned, language: Language): string | null {
  const { mood } = answer;
  if (chance.next() >= shareThatWrites[mood]) return null;
  const said = chance.pick(sayingsOn(chance, answer, sayings[language]));
  return chance.next() < shareThatSaysMore ? `${said} ${chance.pick(sayings[language].moreOf[mood])}` : said;
}

function sayingsOn(
  chance: Chance,
  { survey, touchpoint, mood, isAfterFall }: Planned,
  { about, sinceFall, trip, effort }: Sayings,
): string[] {
  if (survey === "trip") return trip[mood];
  if (survey === "effort") return effort[mood];
  if (isAfterFall && mood === "unhappy" && chance.next() < shareOnTheFall) return sinceFall;
  return about[touchpoint][mood];
}
