// GSM 03.38: what one septet says, and what takes two.
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extended = new Set("^{}\\[~]|€");

export type SmsSize = {
  alphabet: "gsm" | "unicode";
  /** Units of the alphabet: septets, or UTF-16 code units. */
  units: number;
  /** Messages that it is sent and paid as; 0 for an empty text. */
  segments: number;
};

/** How a text is cut into messages: 160 septets or 70 units in one, 153 or 67 in each of several, no character cut in two. */
export function smsSize(text: string): SmsSize {
  const characters = Array.from(text);
  const isGsm = characters.every((one) => basic.has(one) || extended.has(one));
  const sizes = characters.map((one) => (isGsm ? (extended.has(one) ? 2 : 1) : one.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  const alphabet = isGsm ? "gsm" : "unicode";
  if (units <= alone) return { alphabet, units, segments: units === 0 ? 0 : 1 };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return { alphabet, units, segments };
}
