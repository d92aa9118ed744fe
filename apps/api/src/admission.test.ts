import { expect, it } from "vitest";
import { openAdmission } from "./admission.ts";

const here = () => true;

function opened(most: number) {
  const clock = { ms: 0 };
  return { clock, ...openAdmission({ most, patienceMs: 1000, now: () => clock.ms }) };
}

it("takes as many requests in hand as it may, and another one for each that is answered", () => {
  const { isFull, enter } = opened(3);
  const answered = [enter(here), enter(here), enter(here)];
  expect(isFull()).toBe(true);
  answered[1]?.();
  answered[1]?.();
  expect(isFull()).toBe(false);
  enter(here);
  expect(isFull()).toBe(true);
});

it("is not held up by callers who do not send their bodies", () => {
  const { clock, isFull, enter } = opened(2);
  let isSent = false;
  enter(() => isSent);
  enter(() => isSent);
  expect(isFull()).toBe(true);
  clock.ms = 1001;
  expect(isFull()).toBe(false);
  enter(here);
  expect(isFull()).toBe(false);
  enter(here);
  expect(isFull()).toBe(true);
  clock.ms = 1200;
  isSent = true;
  expect(isFull()).toBe(true);
});

it("counts a slow request whose body is there, however long it takes", () => {
  const { clock, isFull, enter } = opened(1);
  enter(here);
  clock.ms = 60_000;
  expect(isFull()).toBe(true);
});
