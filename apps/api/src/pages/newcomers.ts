const freeTries = 3;
const mostRemembered = 20_000;

/**
 * Remembers in this process who has tried PINs at which door, so that nobody shuts one to those who have not: `take` counts
 * a try and tells whether it is among the caller's first three there within `windowMs`. The oldest are forgotten first.
 */
export function newcomersWithin(windowMs: number) {
  const tries = new Map<string, { count: number; until: number }>();
  return {
    take(door: string, address: string, now: number): boolean {
      const key = `${door} ${networkOf(address)}`;
      const found = tries.get(key);
      const known = found && found.until > now ? found : { count: 0, until: now + windowMs };
      known.count++;
      tries.delete(key);
      tries.set(key, known);
      const [oldest] = tries.keys();
      if (tries.size > mostRemembered && oldest !== undefined) tries.delete(oldest);
      return known.count <= freeTries;
    },
  };
}

/** One caller has as many addresses of version 6 as they like, all with the same first half. */
function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const first = head.split(":").filter((part) => part !== "");
  const zeros = tail === undefined ? 0 : 8 - first.length - tail.split(":").filter((part) => part !== "").length;
  return [...first, ...Array.from({ length: Math.max(0, zeros) }, () => "0")].slice(0, 4).join(":");
}
