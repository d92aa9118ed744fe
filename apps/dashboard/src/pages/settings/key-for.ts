const latin: Record<string, string> = Object.fromEntries(
  [..."абвгдеёжзийклмнопрстуфхцчшщъыьэюя"].map((letter, at) => [
    letter,
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")[at] ?? "",
  ]),
);
const longest = 64;

/** A key for something that a person named: Latin, readable, and not taken yet. */
export function keyFor(name: string, taken: readonly string[], fallback: string): string {
  const plain = [...name.toLowerCase().normalize("NFC")]
    .map((letter) => latin[letter] ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(/[̀-ͯ]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest - 4)
    .replace(/^-+|-+$/g, "");
  const first = plain || fallback;
  for (let count = 1; ; count++) {
    const key = count === 1 ? first : `${first}-${count}`;
    if (!taken.includes(key)) return key;
  }
}
