import type { Formats } from "../../formats.ts";

/** A field's name as a person would write it: "seatNumber" and "seat_number" are "Seat number". */
export function saidOf(key: string): string {
  const text = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[._-]+/g, " ")
    .trim()
    .toLocaleLowerCase();
  return capital(text);
}

export const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A value that another system told us, readable and never reinterpreted: an order's number is not grouped. */
export function valueText(value: unknown, formats: Formats): string {
  if (typeof value === "number")
    return new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 2, useGrouping: false }).format(value);
  if (typeof value === "string" && isTime.test(value) && !Number.isNaN(Date.parse(value)))
    return `${formats.day(value)}, ${formats.time(value)}`;
  return typeof value === "string" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

/** +79215550142 as +7 921 555-01-42; numbers of other countries, whose grouping we do not know, as they are. */
export function phoneText(phone: string): string {
  return phone.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, "+7\u00a0$1\u00a0$2-$3-$4");
}
