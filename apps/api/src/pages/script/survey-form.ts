import type { Answers } from "@otklik/domain/survey/definition";
import { pathOf } from "@otklik/domain/survey/path";
import { pipe } from "@otklik/domain/survey/piping";
import { afterField, answersFromForm, backField, languageField } from "../answers-from-form.ts";
import type { KioskData } from "../page.ts";
import type { PageData } from "../page-data.ts";
import { faultsUpTo, type Journey, stepBefore, stepWith } from "../steps.ts";
import { unfinished } from "./deliver.ts";
import type { Early } from "./early.ts";
import { fieldsIn, fill, setField } from "./fields.ts";
import { keepDraft, readDraft, type Waiting } from "./kept.ts";
import { sentencesFor, showRefusals } from "./refusals.ts";
import { savingOf } from "./saving.ts";
import { type Unfolded, type Unfolding, unfoldedAfter } from "./unfold.ts";

export type SurveyForm = {
  /** Whether anybody has begun to answer. */
  isBegun(): boolean;
  /** Shows the screen behind this question. */
  show(after: string | null): void;
  /** Lets it be sent again. */
  release(): void;
  tick(): void;
  /** The page goes out of sight. */
  leave(): void;
  close(): void;
};

/** Takes the drawn form over; null: there is none. `send` hands over what was answered, and the words that it ends with, if they are known here. */
export function openForm(
  send: (answer: Waiting, ending: string) => Promise<void>,
  kiosk: KioskData | null,
  early: Early,
): SurveyForm | null {
  const form = document.querySelector("form");
  const told = document.querySelector('script[type="application/json"]')?.textContent;
  if (!form || !told) return null;
  const data: PageData = JSON.parse(told);
  const { definition, known, deciding } = data;
  const status = form.querySelector<HTMLElement>(".pre");
  const button = form.querySelector<HTMLButtonElement>("button:not(.back)");
  const title = form.querySelector<HTMLElement>(".page");
  if (!status || !button || !title) return null;
  const path = location.pathname;

  const elements = new Map<string, HTMLElement>();
  const ofTemplate = document.querySelector("template")?.content.querySelectorAll<HTMLElement>("[data-id]") ?? [];
  for (const one of [...form.querySelectorAll<HTMLElement>("[data-id]"), ...ofTemplate])
    elements.set(one.dataset.id as string, one);
  const wrappers = definition.questions.flatMap(({ id }, at) => {
    const element = elements.get(id);
    return element ? [{ id, key: `q${at}`, element }] : [];
  });

  // On a device of many the next person would find what was typed.
  const isShared = form.querySelector('[name=".context.channel"][value=kiosk]');
  let after = data.after;
  let isSending = false;
  const answers = (): Answers => answersFromForm(definition, new Map(Object.entries(fieldsIn(form))));
  const journey = (): Unfolding => ({ definition, answers: answers(), known, deciding });
  const isAnything = () => !isSending && Object.keys(answers()).length > 0;
  const keep = (saved = false) => {
    if (!isShared && isAnything())
      keepDraft(path, { fields: fieldsIn(form), after, search: location.search, at: Date.now(), saved });
  };
  const saving = savingOf(form, status.textContent === status.dataset.saved, early, (outcome, fields) => {
    if (outcome === "unreached" && !isShared) status.textContent = status.dataset.here ?? "";
    if (outcome !== "saved") return;
    status.textContent = status.dataset.saved ?? "";
    if (unfinished(fields) === unfinished(fieldsIn(form))) keep(true);
  });

  const said = (text = "") =>
    pipe(text, { definition, locale: definition.locale, ...known, answers: onPath(journey()) });
  const behind = (question: string | null) => unfoldedAfter(journey(), question);
  const draw = (shown: Unfolded) => {
    for (const { id, element } of wrappers) {
      element.hidden = !shown.questions.includes(id);
      if (element.hidden) continue;
      const question = definition.questions.find((one) => one.id === id);
      for (const text of element.querySelectorAll<HTMLElement>("[data-text]"))
        text.textContent = said(question?.[text.dataset.text as "prompt" | "help"]);
    }
    title.hidden = !shown.page?.title;
    title.textContent = said(shown.page?.title);
    button.textContent = shown.isLast ? data.words.send : data.words.next;
    setField(form, afterField, shown.after);
  };
  /** The first question of a screen is its heading. */
  const head = (shown: Unfolded) => {
    const lead = wrappers.find(({ id, element }) => shown.questions.includes(id) && element.dataset.type);
    for (const { element } of wrappers) {
      const text = element.querySelector("[data-head]");
      const isLead = element === lead?.element;
      element.classList.toggle("lead", isLead);
      if (text?.parentElement?.matches("h1")) text.parentElement.replaceWith(text);
      if (!isLead || !text) continue;
      const heading = document.createElement("h1");
      heading.tabIndex = -1;
      text.replaceWith(heading);
      heading.append(text);
    }
    lead?.element.after(status);
    document.title = lead?.element.querySelector("[data-head]")?.textContent?.trim() ?? document.title;
  };
  if (!form.querySelector(".back"))
    form.insertAdjacentHTML("beforeend", `<button class=back name=${backField} value=1 formnovalidate hidden>`);
  const back = form.querySelector(".back") as HTMLButtonElement;
  back.textContent = data.words.back;

  const show = (next: string | null) => {
    const shown = behind(next) ?? behind(null);
    if (!shown) return;
    after = next;
    showRefusals(wrappers, {});
    draw(shown);
    head(shown);
    back.hidden = next === null;
  };
  const refresh = () => {
    const shown = behind(after);
    if (!shown) return;
    draw(shown);
    // What was refused is so no longer once it is put right: while it is typed, for what moves when a field is left moves
    // the button from under the click that left it.
    for (const one of wrappers) if (one.element.matches(".bad") && !refused(shown)[one.id]) showRefusals([one], {});
  };
  const go = (next: string | null) => {
    history.pushState({ after: next, depth: (history.state?.depth ?? 0) + 1 }, "");
    show(next);
    form.querySelector<HTMLElement>("h1")?.focus();
    scrollTo(0, 0);
    keep();
  };

  const refused = ({ questions }: Unfolded) =>
    sentencesFor(faultsUpTo(journey(), { screen: { page: null, isLast: false, questions } }), answers(), data.refusals);

  const goBack = () => {
    if (history.state?.depth > 0) return history.back();
    const before = stepBefore(journey(), after)?.after ?? null;
    history.replaceState({ after: before, depth: 0 }, "");
    show(before);
  };
  const goOn = (shown: Unfolded) => {
    const sentences = refused(shown);
    const [first] = Object.keys(sentences);
    if (first !== undefined) {
      if (!shown.questions.includes(first)) show(stepWith(journey(), first)?.after ?? null);
      showRefusals(wrappers, sentences);
      form.querySelector<HTMLElement>(".bad :is(input,textarea,select)")?.focus();
      if (!document.title.startsWith(data.words.notSent)) document.title = `${data.words.notSent}: ${document.title}`;
      return;
    }
    const last = shown.questions.at(-1) ?? null;
    if (behind(last)) return go(last);
    isSending = true;
    button.disabled = true;
    keep();
    const body = String(new URLSearchParams(Object.entries(fieldsIn(form))));
    void send({ url: path + (kiosk?.home ?? ""), body, at: Date.now() }, ending());
  };

  const ending = () => {
    const { ending: id } = pathOf(definition, answers(), known);
    return said(definition.endings.find((one) => one.id === id)?.prompt);
  };

  const onSubmit = (event: SubmitEvent) => {
    if (isSending) return event.preventDefault();
    // Another language is the server's to draw; the form holds everything that it needs.
    if (event.submitter?.getAttribute("name") === languageField) return;
    try {
      const shown = behind(after);
      if (event.submitter === back) goBack();
      else if (shown) goOn(shown);
      else return;
      event.preventDefault();
    } catch {
      // The form goes its own way: it holds everything.
    }
  };
  const onInput = () => {
    refresh();
    keep();
  };

  // From here on the page changes. Hidden controls would keep an unchecked form from being sent, so we check it alone.
  form.noValidate = true;
  for (const held of form.querySelectorAll("[data-held]")) held.remove();
  let place: Element = title;
  for (const { element } of wrappers) {
    if (element.parentElement !== form) place.after(element);
    place = element;
  }
  // Nobody is led elsewhere who has begun to answer here.
  const isBegun = early.typed.size > 0;
  const left = isShared ? after : restored(form, path, data.after, early.typed);
  if (!isBegun) after = left;
  const isMoved = !isBegun && history.state?.after !== undefined && Object.keys(answers()).length > 0;
  if (isMoved) after = history.state.after;
  else history.replaceState({ after, depth: 0 }, "");
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", onInput);
  if (after === data.after) refresh();
  else show(after);
  if (isBegun) keep();
  early.typed.clear();

  return {
    isBegun: () => after !== null || isAnything(),
    show,
    release() {
      isSending = false;
      button.disabled = false;
    },
    tick: () => saving.tick(isAnything()),
    leave: () => saving.leave(isAnything()),
    close: () => form.removeEventListener("submit", onSubmit),
  };
}

function onPath({ definition, answers, known }: Journey): Answers {
  const { asked } = pathOf(definition, answers, known);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id)));
}

/**
 * Puts back what was typed on this device and not sent, and tells where it was left. What the server has as well is its to
 * show, for it may have been changed elsewhere since; on an open link nobody but this device knows it. What was `typed` just
 * now is newer than either.
 */
function restored(
  form: HTMLFormElement,
  path: string,
  served: string | null,
  typed: ReadonlySet<string>,
): string | null {
  const draft = readDraft(path);
  if (!draft || (draft.saved && path.startsWith("/i/"))) return served;
  const fields = { ...draft.fields };
  const now = fieldsIn(form);
  const newer = new Set(typed);
  if (draft.search !== location.search && new URLSearchParams(location.search).has("score"))
    newer.add(form.querySelector<HTMLInputElement>(".scale :checked")?.name ?? "");
  for (const name of newer) {
    if (Object.hasOwn(now, name)) fields[name] = now[name] as string;
    else delete fields[name];
  }
  fill(form, fields);
  if (fields.nonce) setField(form, "nonce", fields.nonce);
  return draft.after;
}
