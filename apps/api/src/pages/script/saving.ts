import { isOurs } from "./deliver.ts";
import { type Fields, fieldsIn } from "./fields.ts";

const restMs = 11_000;
const pauseMs = 2000;
const inSightMs = 5000;

let isTouched = false;
for (const type of ["pointerdown", "keydown", "click"]) {
  addEventListener(type, (event) => {
    isTouched ||= event.isTrusted;
  });
}

type Told = (outcome: "saved" | "unreached", fields: Fields) => void;

/**
 * Saves what stands in the form, provisionally: only after 5 s in sight and a real touch or key, because mail scanners open
 * every link; and a score that changed at most every 11 s, because quick second scores look like theirs.
 */
export function savingOf(form: HTMLFormElement, savedAtFirst: boolean, told: Told) {
  const bodyOf = () => {
    const { nonce, ...fields } = fieldsIn(form);
    return { body: JSON.stringify({ nonce, finished: false, fields }), fields };
  };
  const scores = () =>
    JSON.stringify([...form.querySelectorAll<HTMLInputElement>(".scale :checked")].map((one) => [one.name, one.value]));
  let seenMs = 0;
  let lastAt = -restMs;
  let isUnderWay = false;
  let hasFailed = false;
  let saved = savedAtFirst ? bodyOf().body : "";
  let savedScores = savedAtFirst ? scores() : "[]";

  const save = (isLeaving = false) => {
    const { body, fields } = bodyOf();
    const rested = seenMs - lastAt;
    const isScoreAlike = savedScores === "[]" || savedScores === scores();
    if (isUnderWay || seenMs < inSightMs || !isTouched || body === saved) return;
    if (rested < (isScoreAlike && !hasFailed ? pauseMs : restMs)) return;
    lastAt = seenMs;
    isUnderWay = true;
    const [sentBody, sentScores] = [body, scores()];
    fetch(location.pathname, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      keepalive: isLeaving,
    })
      .then(
        (response) => {
          hasFailed = response.status >= 429 || !isOurs(response);
          if (!hasFailed) [saved, savedScores] = [sentBody, sentScores];
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
