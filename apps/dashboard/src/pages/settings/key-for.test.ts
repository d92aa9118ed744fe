import { expect, it } from "vitest";
import { keyFor } from "./key-for.ts";

it.each([
  ["Ticket delivery", [], "ticket-delivery"],
  ["Ticket delivery", ["ticket-delivery"], "ticket-delivery-2"],
  ["Ticket delivery", ["ticket-delivery", "ticket-delivery-2"], "ticket-delivery-3"],
  ["Доставка билета", [], "dostavka-bileta"],
  ["Ещё раз: подъезд", [], "esche-raz-podezd".replace("sche", "shche")],
  ["Café à la carte", [], "cafe-a-la-carte"],
  ["  …  ", [], "touchpoint"],
  ["客服", ["touchpoint"], "touchpoint-2"],
])("%s gets a key of its own beside %j", (name, taken, key) => {
  expect(keyFor(name, taken, "touchpoint")).toBe(key);
});

it("keeps within the longest key, with room for a number", () => {
  expect(keyFor("a".repeat(300), ["a".repeat(60)], "touchpoint").length).toBeLessThanOrEqual(64);
});
