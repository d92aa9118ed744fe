// A symbol, so that no parsed JSON, whatever its keys, can pass for markup.
const markup = Symbol("markup");

/** Markup that may be sent as it stands. Made here and nowhere else; `String(html)` is its text. */
export type Html = { readonly [markup]: string; toString(): string };

/** What may stand in `${…}`. `null`, `undefined` and `false` are nothing, so that `condition && html…` reads well. */
export type Interpolation = Html | string | number | null | undefined | false | readonly Interpolation[];

/** Joins markup with text. Every text is escaped for an element's content and for a quoted attribute alike. */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolation[]): Html {
  return markupOf(strings.reduce((joined, string, at) => joined + rendered(values[at - 1]) + string));
}

/** For our own constants only, such as style sheets: nothing that anybody else wrote. */
export function raw(constant: string): Html {
  return markupOf(constant);
}

/** The address if it leads to a web page, else null: `javascript:` and `data:` links never reach an `href`. */
export function webLink(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/** The text without what no reader can see and no document may hold: control characters and half surrogate pairs. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, "").toWellFormed();
}

// Tab and the two line ends stay.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function rendered(value: Interpolation): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(rendered).join("");
  if (typeof value === "object" && markup in value) return value[markup];
  return withoutControls(String(value)).replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}

function markupOf(text: string): Html {
  return { [markup]: text, toString: () => text };
}
