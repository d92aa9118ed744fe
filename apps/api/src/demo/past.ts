import { type House, openHouse } from "@otklik/features/house";
import type { Ports } from "@otklik/features/ports";
import type { Chance } from "./chance.ts";

/** The house as it was then: its clock is set by hand, and ids carry the time they would have been made at. */
export type Past = { house: House; set(time: Date): void; portsAt(time: Date): Ports };

export function openPast({ database, ports }: House, chance: Chance): Past {
  let now = ports.now();
  const uuidv7 = orderedIds(chance);
  const portsAt = (time: Date): Ports => ({
    ...ports,
    now: () => time,
    crypto: { ...ports.crypto, uuidv7: () => uuidv7(time) },
  });
  const moving = { ...ports, now: () => now, crypto: { ...ports.crypto, uuidv7: () => uuidv7(now) } };
  return {
    house: openHouse(database, moving),
    set: (time) => {
      now = time;
    },
    portsAt,
  };
}

/** UUIDs of version 7 for any time; those made one after another for one millisecond are in order. */
function orderedIds(chance: Chance): (time: Date) => string {
  let made = 0;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return (time) => {
    made = (made + 1) % 0x1000;
    const random = `${hex(0x8000 | chance.below(0x4000), 4)}-${hex(chance.below(2 ** 24), 6)}${hex(chance.below(2 ** 24), 6)}`;
    const at = hex(time.getTime(), 12);
    return `${at.slice(0, 8)}-${at.slice(8)}-7${hex(made, 3)}-${random}`;
  };
}
