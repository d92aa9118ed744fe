import type { Answers, CallbackAnswer } from "../survey/definition.ts";

/** The call that these answers ask for, whatever the question's id; null: none. */
export function wantedCall(answers: Answers): CallbackAnswer | null {
  // No other kind of answer holds a truth value.
  const isCall = (answer: unknown): answer is CallbackAnswer =>
    typeof answer === "object" && answer !== null && (answer as CallbackAnswer).wanted === true;
  return Object.values(answers).find(isCall) ?? null;
}
