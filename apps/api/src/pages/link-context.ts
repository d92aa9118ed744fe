import { contextNamesIn } from "@otklik/domain/survey/context-names";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import { withoutControls } from "@otklik/domain/values/html";

const longestValue = 200;
const longestDevice = 64;
/** Where a link may say it hangs. Messages say so themselves. */
const channelsOfLink = new Set(["link", "web", "kiosk"]);
/** No question has an id that begins so. */
const prefix = ".context.";

/** The fields by which a form brings back what its link carried. */
export const contextFields = (context: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(context).map(([name, value]) => [`${prefix}${name}`, String(value)]);

/**
 * What an open link carried, `?order=A-1`: only what the survey speaks of, or whatever else is in a link would be kept; and
 * where it hangs, `?channel=kiosk&device=Desk-3`, which the page of a kiosk says as `?kiosk=Desk-3`.
 */
export function contextOfLink(
  definition: SurveyDefinition,
  { query: given, fields }: { query: Readonly<Record<string, string>>; fields: ReadonlyMap<string, string> },
): Record<string, string> {
  const query = given.kiosk ? { ...given, channel: "kiosk", device: given.kiosk } : given;
  const names = new Set([...contextNamesIn(definition), "channel", "device"]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = fields.get(`${prefix}${name}`) ?? (Object.hasOwn(query, name) ? query[name] : undefined);
      if (!value || (name === "channel" && !channelsOfLink.has(value))) return [];
      return [[name, withoutControls(value).slice(0, name === "device" ? longestDevice : longestValue)]];
    }),
  );
}
