import { describe, expect, it } from "vitest";
import { formatsIn } from "../../formats.ts";
import { phoneText, saidOf, valueText } from "./said.ts";

describe("What other systems told us is shown as a person would write it", () => {
  it.each([
    ["seatNumber", "Seat number"],
    ["seat_number", "Seat number"],
    ["order-id", "Order id"],
    ["ticket.sentAt", "Ticket sent at"],
    ["номерПоезда", "Номер поезда"],
    ["", ""],
  ])("the field %s as %s", (key, said) => {
    expect(saidOf(key)).toBe(said);
  });

  it.each<[unknown, string]>([
    [55130982, "55130982"],
    [46.5, "46.5"],
    ["car 7", "car 7"],
    ["2020-11-21T06:20:00Z", "Sat, 21 Nov 2020, 06:20"],
    ["2020-99-99T06:20", "2020-99-99T06:20"],
    [true, "true"],
    [["a", 1], '["a",1]'],
  ])("the value %j as %s", (value, said) => {
    expect(valueText(value, formatsIn("en", "UTC", "EUR"))).toBe(said);
  });

  it.each([
    ["+79215550142", "+7 921 555-01-42"],
    ["+4915112345678", "+4915112345678"],
    ["ext. 12", "ext. 12"],
  ])("the number %s as %s", (phone, said) => {
    expect(phoneText(phone).replaceAll("\u00a0", " ")).toBe(said);
  });
});
