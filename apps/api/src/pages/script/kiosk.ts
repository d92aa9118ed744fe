import type { KioskData } from "../page.ts";
import type { Waiting } from "./kept.ts";

const idleMs = 45_000;
const warnMs = 15_000;
const cacheName = "otklik-kiosk";

type Kiosk = {
  /** `held`: what was sent, where this device cannot keep it: it stays until the server has heard it. */
  thank(ending: string, held: Waiting | null): void;
  /** The server has heard this answer. */
  heard(answer: Waiting): void;
};

/**
 * A page that one person after the other answers on, with or without a network. Each begins on a page as it was served.
 * `isBegun`: whether anybody has begun to answer; undefined where the script has not taken the form over.
 */
export function startKiosk(words: KioskData, isBegun: () => boolean | undefined): Kiosk {
  let held: Waiting | null = null;
  const home = location.pathname + words.home;
  const anew = () => {
    if (held) return;
    // Without a worker the page is on the network alone: better the thanks of before than no page.
    if (navigator.onLine || navigator.serviceWorker?.controller) location.replace(home);
  };
  const dialog = document.createElement("dialog");
  const seconds = document.createElement("p");
  const stay = buttonOf(words.stay);
  const again = buttonOf(words.again);
  const title = document.createElement("h2");
  title.textContent = words.still;
  title.id = "still";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, seconds, stay, again);
  again.className = "back";
  again.onclick = anew;
  stay.onclick = () => dialog.close();
  document.body.append(dialog);

  let activeAt = Date.now();
  let isTouched = document.querySelector(".back") !== null;
  let restsSince: number | null = null;
  const count = (element: HTMLElement, leftMs: number) => {
    element.textContent = words.anew.replace("{seconds}", String(Math.max(1, Math.ceil(leftMs / 1000))));
    if (leftMs <= 0) anew();
  };
  /** Nothing is left to fill in: what counts down to the next person's page. */
  const rest = () => {
    restsSince = Date.now();
    dialog.remove();
    const next = buttonOf(words.again);
    next.onclick = anew;
    count(seconds, words.restMs);
    return [seconds, next];
  };
  setInterval(() => {
    if (restsSince === null && !document.querySelector("form")) document.querySelector("main")?.append(...rest());
    if (restsSince !== null) return count(seconds, restsSince + words.restMs - Date.now());
    const idle = Date.now() - activeAt;
    if (idle < idleMs || !(isBegun() ?? isTouched)) return;
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    count(seconds, idleMs + warnMs - idle);
  }, 1000);
  for (const type of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(type, () => {
      activeAt = Date.now();
      isTouched ||= type !== "scroll";
      if (dialog.open && type !== "pointerdown") dialog.close();
    });
  }
  addEventListener("pointerdown", () => {
    if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {});
  });
  for (const window of document.querySelectorAll<HTMLInputElement>("[name$='.window']")) {
    const end = Date.parse(window.value.split("/")[1] ?? "");
    if (end < Date.now()) window.closest("label")?.remove();
  }
  // Each answer is an attempt of its own, also where the page comes from the cache.
  const nonce = document.querySelector<HTMLInputElement>("[name=nonce]");
  if (nonce && !/\.[0-9a-f-]{36}$/.test(nonce.value)) nonce.value += `.${newAttempt()}`;
  void keepPage(home).catch(() => {});

  return {
    thank(ending, answer) {
      held = answer;
      const heading = document.createElement("h1");
      heading.tabIndex = -1;
      heading.textContent = document.title = ending || words.thanks;
      // Its buttons are the form's.
      document.querySelector("nav")?.remove();
      document.querySelector("form")?.replaceWith(heading, ...rest());
      heading.focus();
    },
    heard({ body }) {
      if (held?.body === body) held = null;
    },
  };
}

/** A UUID v4; `randomUUID` is there on secure origins alone. */
function newAttempt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 15) | 64;
  bytes[8] = ((bytes[8] as number) & 63) | 128;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function buttonOf(text: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  return button;
}

/** Has a worker answer for this page where there is no network, with what is on it now. */
async function keepPage(home: string): Promise<void> {
  await navigator.serviceWorker.register("/assets/kiosk-worker.js", { scope: "/s/" });
  const cache = await caches.open(cacheName);
  const scripts = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = scripts.filter((url) => new URL(url).pathname.startsWith("/assets/"));
  const page = await fetch(home);
  if (page.headers.has("otklik-page")) await cache.put(home, page);
  await cache.addAll([...new Set(own)]);
}
