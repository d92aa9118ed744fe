import type { Client } from "./client.ts";
import { answer, body, type Place } from "./furnish.ts";
import type { TestHouse } from "./house.ts";

type Days = { days: number; place: Place; scores: readonly number[]; more?: object };

/** Answers of a number of days, the same every day: the clock stands at noon of each, and goes on to the next. */
export async function liveDays(house: TestHouse, client: Client, { days, place, scores, more }: Days): Promise<void> {
  for (let day = 0; day < days; day++) {
    const given = await Promise.all(scores.map((score) => answer(client, place, score, more)));
    for (const one of given) body(one);
    house.clock.advance({ days: 1 });
  }
}

/** Ten answers with an NPS of 30, and of −50. */
export const well: readonly number[] = [10, 9, 10, 9, 10, 8, 7, 8, 4, 2];
export const badly: readonly number[] = [10, 8, 8, 3, 7, 5, 4, 2, 6, 0];
