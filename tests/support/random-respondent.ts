/** What is to be seen of a survey page, and what its form would send, at one moment. */
export type Seen = {
  shown: string[];
  /** What texts say that speak of what is known, of each question in sight; and the page's title, null: there is none. */
  said: Record<string, string>;
  title: string | null;
  fields: Record<string, string>;
  button: string;
  refusals: Record<string, string>;
};
/** What somebody did, what stood there before, and what after; null: the thanks. `to`: where Back led. */
type Act = { by: "next" | "back"; before: Seen; after: Seen | null; to?: string | null };
export type Visit = { number: number; opened: Seen | null; acts: Act[]; complaints: string[] };

/**
 * Visits survey pages in a browser, one frame after the other, and answers through the controls: at first also with what is
 * wrong or with nothing, later as asked; now and then goes back. It runs in the browser and sees nothing but the page.
 */
export async function visit(numbers: number[]): Promise<Visit[]> {
  const patienceMs = 10_000;
  const mostActs = 80;
  const wrong = [
    "",
    " ",
    "late",
    "Fast",
    "12",
    "-3,5",
    "7.25",
    "2026-05-05",
    "a@b",
    "+44 20 7946 0950",
    "2",
    "x".repeat(2001),
  ];
  // Just right and just not.
  const edges: Record<string, string[]> = {
    text: ["Fast", "Fast!", " Fast ", "late", "Late!"],
    number: ["1", "9", "0.9", "9.1", "8,5"],
    date: ["2026-01-01", "2025-12-31"],
    email: ["a@b.co", "a@b.c"],
    phone: ["+123", "+12", "1234"],
  };
  const visits: Visit[] = [];
  for (const number of numbers) visits.push(await visitOne(number));
  return visits;

  async function visitOne(number: number): Promise<Visit> {
    const random = randomFrom(number);
    const result: Visit = { number, opened: null, acts: [], complaints: [] };
    const frame = document.createElement("iframe");
    frame.src = `/s/${number}`;
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
    const page = frame.contentWindow as Window & typeof globalThis;
    const root = page.document;
    page.addEventListener("error", ({ message }) => result.complaints.push(message));
    page.addEventListener("unhandledrejection", ({ reason }) => result.complaints.push(String(reason)));
    const form = root.querySelector("form") as HTMLFormElement;
    const button = form.querySelector<HTMLButtonElement>("button:not(.back)") as HTMLButtonElement;
    try {
      await until("the script takes the form over", root, () => form.noValidate);
      result.opened = see();
      let backs = 0;
      for (let tries = 0; result.acts.length < mostActs; ) {
        const back = form.querySelector<HTMLButtonElement>(".back");
        if (back && !back.hidden && backs < 2 && random() < 0.15) {
          backs++;
          tries = 0;
          const before = see();
          const isPopped = page.history.state?.depth > 0;
          const popped = new Promise((resolve) => page.addEventListener("popstate", resolve, { once: true }));
          back.click();
          if (isPopped) await popped;
          result.acts.push({ by: "back", before, after: see(), to: page.history.state?.after ?? null });
          continue;
        }
        answer(tries);
        const before = see();
        button.click();
        if (button.disabled) {
          await until("the answer is taken", root, () => !root.querySelector("form"));
          result.acts.push({ by: "next", before, after: null });
          return result;
        }
        const after = see();
        result.acts.push({ by: "next", before, after });
        tries = Object.keys(after.refusals).length > 0 ? tries + 1 : 0;
      }
      result.complaints.push(`no end after ${mostActs} screens`);
    } catch (error) {
      result.complaints.push(String(error));
    } finally {
      frame.remove();
    }
    return result;

    function see(): Seen {
      const questions = [...form.querySelectorAll<HTMLElement>("[data-id]")];
      const isInSight = (element: Element) => element.getClientRects().length > 0;
      const idOf = (element: HTMLElement) => element.dataset.id as string;
      return {
        shown: questions.filter(isInSight).map(idOf),
        said: Object.fromEntries(
          questions.filter(isInSight).flatMap((one) => {
            const texts = [...one.querySelectorAll("[data-text]")].map(({ textContent }) => textContent);
            return texts.length > 0 ? [[idOf(one), texts.join(" / ")]] : [];
          }),
        ),
        title: [...form.querySelectorAll(".page")].find(isInSight)?.textContent ?? null,
        fields: Object.fromEntries([...new page.FormData(form)].map(([name, value]) => [name, String(value)])),
        button: button.textContent ?? "",
        refusals: Object.fromEntries(
          questions.flatMap((one) => {
            const said = one.querySelector(".er")?.textContent;
            return said ? [[idOf(one), said]] : [];
          }),
        ),
      };
    }

    /** Every question in sight, and those that come in sight by that. */
    function answer(tries: number): void {
      const met = new Set<Element>();
      const next = () =>
        [...form.querySelectorAll<HTMLElement>("[data-type]")].find(
          (one) => one.getClientRects().length > 0 && !met.has(one),
        );
      for (let question = next(); question; question = next()) {
        met.add(question);
        const mood = random();
        if (tries > 2 || mood < 0.45) fill(question, true);
        else if (mood < 0.8) fill(question, false);
      }
    }

    function fill(question: HTMLElement, isRight: boolean): void {
      const radios = new Map<string, HTMLInputElement[]>();
      let place = 0;
      for (const control of question.querySelectorAll<HTMLInputElement>("input,textarea,select")) {
        if (control.type === "radio") radios.set(control.name, [...(radios.get(control.name) ?? []), control]);
        else if (control.type === "checkbox") {
          if (control.checked !== (isRight || random() < 0.5)) control.click();
        } else {
          place++;
          const edge = random() < 0.5 ? edges[question.dataset.type ?? ""] : undefined;
          control.value = isRight ? right(question.dataset.type, place) : one(edge ?? wrong);
          control.dispatchEvent(new page.Event("input", { bubbles: true }));
          control.dispatchEvent(new page.Event("change", { bubbles: true }));
        }
      }
      for (const row of radios.values()) if (isRight || random() < 0.7) one(row).click();
    }

    function one<T>(list: readonly T[]): T {
      return list[Math.floor(random() * list.length)] as T;
    }
  }

  function right(type: string | undefined, place: number): string {
    if (type === "ranking") return String(place);
    if (type === "number") return "7";
    if (type === "date") return "2026-05-05";
    if (type === "email") return "anna@example.com";
    return type === "phone" || type === "callback" ? "+442079460950" : "Fast, then late";
  }

  /** As soon as it is so; the page's changes are what it waits for. */
  function until(what: string, root: Document, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const observer = new MutationObserver(look);
      const timer = setTimeout(() => done(reject, new Error(`Not within ${patienceMs} ms: ${what}`)), patienceMs);
      observer.observe(root, { childList: true, subtree: true, attributes: true });
      look();
      function look() {
        if (isSo()) done(resolve);
      }
      function done<E>(end: (error: E) => void, error?: E) {
        clearTimeout(timer);
        observer.disconnect();
        end(error as E);
      }
    });
  }

  /** mulberry32: numbers from 0 to below 1, the same for the same seed. */
  function randomFrom(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }
}
