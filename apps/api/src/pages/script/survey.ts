import { type Delivered, deliver, flush } from "./deliver.ts";
import { chooseByDigit } from "./digits.ts";
import { dropDraft, queueAnswer, type Waiting, waitingAnswers } from "./kept.ts";
import { openForm, type SurveyForm } from "./survey-form.ts";

/**
 * What the survey page does when scripts run. The form does everything by itself as well, and stays ready to: whatever fails
 * here leaves it as the server would have drawn it.
 */
let form: SurveyForm | null = open();
/** What was sent, where the page waits for a network. */
let waiting: Waiting | null = waitingFor(location.pathname);

function open(): SurveyForm | null {
  try {
    return openForm(send);
  } catch {
    return null;
  }
}

/** A personal link is answered once: what waits to be sent is its answer, and not to be asked for again. */
function waitingFor(path: string): Waiting | null {
  if (!path.startsWith("/i/")) return null;
  const found = waitingAnswers().find(({ url }) => url === path) ?? null;
  if (found) showKept();
  return found;
}

async function send(answer: Waiting): Promise<void> {
  const delivered = await deliver(answer);
  if (delivered) return showDelivered(delivered);
  // Where nothing can be kept, the browser says itself that there is no network, and leads back to the form.
  if (!queueAnswer(answer)) return document.querySelector("form")?.submit();
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
  if (status < 300 || status === 409) dropDraft(location.pathname);
  form?.close();
  form = open();
  scrollTo(0, 0);
  if (!form) focusHeading();
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
    if (waiting?.body !== answer.body) return;
    waiting = null;
    showDelivered(page);
  });
}

addEventListener("keydown", chooseByDigit);
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
  if (waitingAnswers().length > 0 && ++sinceSent % 15 === 0) sendWaiting();
}, 1000);
let sinceSent = 0;
sendWaiting();
