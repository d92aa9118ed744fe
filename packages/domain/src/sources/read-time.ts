const isoLike =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?))?)?$/i;
const dotted = /^(\d\d?)\.(\d\d?)\.(\d{4})(?:,? (\d\d?):(\d\d)(?::(\d\d))?)?$/;

/**
 * A time as files write it: `2018-11-04 00:30:00`, `2018-11-04T00:30Z`, `04.11.2018 0:30`, a date alone for its first
 * moment. Without an offset it is told by the clock of `timeZone`: a time that this clock skipped is taken as if it had
 * not been put forward yet, and of a time that it showed twice the first is meant. Null for anything else, slashes too:
 * 03/04 is March here and April there.
 */
export function readTime(text: string, timeZone: string): Date | null {
  const written = writtenIn(text);
  if (written === null) return null;
  try {
    const local = Temporal.PlainDateTime.from(written.local, { overflow: "reject" });
    const zoned = local.toZonedDateTime(written.offset ?? timeZone, { disambiguation: "compatible" });
    return new Date(zoned.epochMilliseconds);
  } catch {
    return null; // 30 February, or an hour 25
  }
}

type Local = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
};

function writtenIn(text: string): { local: Local; offset: string | null } | null {
  const iso = isoLike.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction = "", offset] = iso;
    const millisecond = Number(fraction.slice(0, 3).padEnd(3, "0"));
    return {
      local: localFrom([year, month, day, hour, minute, second], millisecond),
      offset: offset ? zoneOf(offset) : null,
    };
  }
  const [, day, month, year, hour, minute, second] = dotted.exec(text) ?? [];
  return day === undefined ? null : { local: localFrom([year, month, day, hour, minute, second], 0), offset: null };
}

function localFrom(parts: (string | undefined)[], millisecond: number): Local {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  return { year, month, day, hour, minute, second, millisecond };
}

/** "+0530" and "+05" as "+05:30" and "+05:00". */
function zoneOf(offset: string): string {
  if (offset.toUpperCase() === "Z") return "UTC";
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
