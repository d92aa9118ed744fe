import type { KioskData } from "../page.ts";
import { type Delivered, deliver, flush } from "./deliver.ts";
import type { Early } from "./early.ts";
import { dropDraft, openKept, queueAnswer, type Waiting, waitingAnswers } from "./kept.ts";
import { openForm, type SurveyForm } from "./survey-form.ts";

/**
 * What the survey page does when scripts run. The form does everything by itself as well, and stays ready to: whatever fails
 * here leaves it as the server would have drawn it.
 */
type KioskScript = typeof import("./kiosk.ts");

const told = document.body.dataset.kiosk;
const ofKiosk: KioskData | null = told ? JSON.parse(told) : null;
let form: SurveyForm | null = null;
let kiosk: ReturnType<KioskScript["startKiosk"]> | null = null;
/** What was sent, where the page waits for a network. */
let waiting: Waiting | null = null;
let seconds = 0;
let early: Early;

/** Takes over from what stood in the page itself. A form that is under way to the server is left alone. */
export function begin(soFar: Early): void {
  early = soFar;
  void openKept().then(() => {
    if (early.isSending) addEventListener("pageshow", start, { once: true });
    else start();
  });
}

addEventListener("online", sendWaiting);
addEventListener("popstate", ({ state }) => {
  if (form) form.show(state?.after ?? null);
  else location.reload();
});
addEventListener("pageshow", () => form?.release());
addEventListener("visibilitychange", () => document.hidden && form?.leave());
addEventListener("pagehide", () => form?.leave());
setInterval(() => {
  form?.tick();
  if (waitingAnswers().length > 0 && ++seconds % 15 === 0) sendWaiting();
}, 1000);

function start(): void {
  form = open();
  if (ofKiosk) {
    import(/* @vite-ignore */ ofKiosk.script).then(
      ({ startKiosk }: KioskScript) => {
        kiosk = startKiosk(ofKiosk, () => form?.isBegun());
      },
      () => {},
    );
  }
  // A personal link is answered once: what waits to be sent is its answer, and not to be asked for again.
  waiting = waitingAnswers().find(({ url }) => url === location.pathname && url.startsWith("/i/")) ?? null;
  if (waiting) showKept();
  sendWaiting();
}

function open(): SurveyForm | null {
  try {
    return openForm(send, ofKiosk, early);
  } catch {
    return null;
  }
}

async function send(answer: Waiting, ending: string): Promise<void> {
  // Kept before anything else: whoever stands there next must not have to wait for it.
  if (kiosk) {
    kiosk.thank(ending, (await queueAnswer(answer)) ? null : answer);
    return sendWaiting();
  }
  const delivered = await deliver(answer);
  if (delivered) return showDelivered(delivered);
  // Where nothing can be kept, the browser says itself that there is no network, and leads back to the form.
  if (!(await queueAnswer(answer))) return document.querySelector("form")?.submit();
  waiting = answer;
  dropDraft(location.pathname);
  showKept();
}

function showDelivered({ status, html }: NonNullable<Delivered>): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const onward = page.querySelector<HTMLAnchorElement>("[data-onward]");
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  document.body.replaceWith(page.body);
  form?.close();
  form = open();
  scrollTo(0, 0);
  if (!form) focusHeading();
  if (status < 300 || status === 409) dropDraft(location.pathname);
  if (onward) location.assign(onward.href);
}

/** Without a network: what was answered, and what will happen to it. */
function showKept(): void {
  const words = document.querySelector<HTMLElement>("[data-kept]")?.dataset;
  const page = document.querySelector("form");
  if (!words || !page) return;
  const title = document.createElement("h1");
  title.textContent = document.title = words.kept ?? "";
  const text = document.createElement("p");
  text.textContent = words.keptText ?? "";
  text.setAttribute("role", "status");
  page.replaceWith(title, text);
  form?.close();
  form = null;
  focusHeading();
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

function sendWaiting(): void {
  void flush((answer, page) => {
    kiosk?.heard(answer);
    if (waiting?.body !== answer.body) return false;
    waiting = null;
    showDelivered(page);
    return true;
  });
}
