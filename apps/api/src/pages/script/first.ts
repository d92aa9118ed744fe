import { chooseByDigit } from "./digits.ts";
import type { Early } from "./early.ts";

/**
 * All of the script that stands in the page itself. What it leaves out is fetched once the page has been seen, or as soon as
 * anybody begins to answer; where that cannot be had, the page stays the form that it is without scripts.
 */
const rest = (document.querySelector("[data-rest]") as HTMLElement).dataset.rest as string;
const early: Early = { typed: new Set(), isTouched: false, isSending: false };
let isLoading = false;

function load(): void {
  if (isLoading) return;
  isLoading = true;
  import(/* @vite-ignore */ rest).then(
    ({ begin }: typeof import("./survey.ts")) => begin(early),
    () => {
      isLoading = false;
    },
  );
}

function touch({ isTrusted }: Event): void {
  early.isTouched ||= isTrusted;
  load();
}

addEventListener("keydown", chooseByDigit);
for (const type of ["pointerdown", "keydown", "click"]) addEventListener(type, touch);
addEventListener("input", ({ target }) => {
  early.typed.add((target as HTMLInputElement).name);
  load();
});
addEventListener("submit", (event) => {
  early.isSending = !event.defaultPrevented;
});
addEventListener("pageshow", () => {
  early.isSending = false;
});
// A module that stands in a page runs before the page's load, always.
if (document.body.dataset.kiosk) load();
else addEventListener("load", () => (self.requestIdleCallback ?? setTimeout)(load));
