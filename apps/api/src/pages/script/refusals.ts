import type { Fault } from "@otklik/domain/survey/check-definition";
import type { Answers } from "@otklik/domain/survey/definition";
import type { PageData } from "../page-data.ts";

/** What to say at each refused question, by its id: the same sentences as of a form that the server refuses. */
export function sentencesFor(
  faults: readonly Fault[],
  answers: Answers,
  refusals: PageData["refusals"],
): Record<string, string> {
  return Object.fromEntries(
    faults.flatMap(({ pointer }) => {
      const [, , id = "", part] = pointer.split("/");
      const said = Object.hasOwn(refusals, id) ? refusals[id] : undefined;
      if (!said) return [];
      if (part === "window" && said.window) return [[id, said.window]];
      return [[id, (Object.hasOwn(answers, id) && said.wrong) || said.none]];
    }),
  );
}

type Wrapper = { id: string; key: string; element: HTMLElement };

/** Says at each of these questions what is wrong with it, or nothing. */
export function showRefusals(wrappers: readonly Wrapper[], sentences: Record<string, string>): void {
  for (const { id, key, element } of wrappers) {
    element.querySelector(".er")?.remove();
    element.classList.remove("bad");
    for (const one of element.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    const isCallback = element.dataset.type === "callback";
    const host =
      element.querySelector(isCallback ? "[type=tel]" : "fieldset") ?? element.querySelector("input,textarea");
    host?.removeAttribute("aria-describedby");
    const sentence = Object.hasOwn(sentences, id) ? sentences[id] : undefined;
    if (!sentence) continue;

    element.insertAdjacentHTML("beforeend", `<p class=er role=alert id=${key}-error>`);
    (element.lastElementChild as Element).textContent = sentence;
    element.classList.add("bad");
    host?.setAttribute("aria-describedby", `${key}-error`);
    const marked = isCallback ? "[type=tel]" : "[role=radiogroup],input:not([type=radio]),textarea,select";
    for (const one of element.querySelectorAll(marked)) one.setAttribute("aria-invalid", "true");
  }
}
