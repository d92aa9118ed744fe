import { isOurs, postUnfinished, unfinished } from "./deliver.ts";
import type { Early } from "./early.ts";
import { type Fields, fieldsIn } from "./fields.ts";

const restMs = 11_000;
const pauseMs = 2000;
const inSightMs = 5000;

type Told = (outcome: "saved" | "unreached", fields: Fields) => void;

/**
 * Saves what stands in the form, provisionally: only after 5 s in sight and a real touch or key, because mail scanners open
 * every link; and a score that changed at most every 11 s, because quick second scores look like theirs.
 */
export function savingOf(form: HTMLFormElement, savedAtFirst: boolean, early: Early, told: Told) {
  const scores = () =>
    JSON.stringify([...form.querySelectorAll<HTMLInputElement>(".scale :checked")].map((one) => [one.name, one.value]));
  let seenMs = 0;
  let lastAt = -restMs;
  let isUnderWay = false;
  let hasFailed = false;
  let saved = savedAtFirst ? unfinished(fieldsIn(form)) : "";
  let savedScores = savedAtFirst ? scores() : "[]";

  const save = (isLeaving = false) => {
    const fields = fieldsIn(form);
    const body = unfinished(fields);
    const rested = seenMs - lastAt;
    const isScoreAlike = savedScores === "[]" || savedScores === scores();
    if (isUnderWay || seenMs < inSightMs || !early.isTouched || body === saved) return;
    if (rested < (isScoreAlike && !hasFailed ? pauseMs : restMs)) return;
    lastAt = seenMs;
    isUnderWay = true;
    const sentScores = scores();
    postUnfinished(location.pathname, body, isLeaving)
      .then(
        (response) => {
          hasFailed = response.status >= 429 || !isOurs(response);
          if (!hasFailed) [saved, savedScores] = [body, sentScores];
          if (response.ok && !hasFailed) told("saved", fields);
        },
        () => {
          hasFailed = true;
          told("unreached", fields);
        },
      )
      .finally(() => {
        isUnderWay = false;
      });
  };
  return {
    /** A second has passed. */
    tick(isAnything: boolean) {
      if (!document.hidden) seenMs += 1000;
      if (isAnything) save();
    },
    leave(isAnything: boolean) {
      if (isAnything) save(true);
    },
  };
}
