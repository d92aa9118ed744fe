export { type Answer, answerOnce, type Sealing } from "./idempotency.ts";
