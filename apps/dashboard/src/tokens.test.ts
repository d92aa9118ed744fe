import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Scheme = "light" | "dark";
const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const blockAfter = (selector: string) => css.slice(css.indexOf(selector)).match(/\{([^}]*)\}/)?.[1] ?? "";
const tokensIn = (block: string) =>
  Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]));
const tokens: Record<Scheme, Record<string, string | undefined>> = {
  light: tokensIn(blockAfter(":root")),
  dark: tokensIn(blockAfter('[data-mantine-color-scheme="dark"]')),
};

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const rgb = (hex = "") => [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
const luminance = ([r = 0, g = 0, b = 0]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(a: string | undefined, b: string | undefined): number {
  const [x, y] = [luminance(rgb(a)), luminance(rgb(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

// Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
const blindness: Record<string, number[][]> = {
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function lab([r = 0, g = 0, b = 0]: number[]): number[] {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976 difference of two colours as somebody with this blindness sees them. */
function difference(a: string | undefined, b: string | undefined, matrix: number[][]): number {
  const seen = (hex: string | undefined) => {
    const given = rgb(hex);
    const mixed = matrix.map((row) => row.reduce((sum, part, at) => sum + part * (given[at] ?? 0), 0));
    return lab(mixed.map((channel) => Math.min(1, Math.max(0, channel))));
  };
  const [x, y] = [seen(a), seen(b)];
  return Math.hypot(...x.map((part, at) => part - (y[at] ?? 0)));
}

describe("The colours of the dashboard", () => {
  it.each<[string, string, number, number]>([
    ["text", "page", 15.4, 15.9],
    ["text2", "page", 6.2, 8.0],
    ["control", "page", 3.3, 4.2],
    ["accent", "page", 6.6, 7.9],
    ["promoter", "page", 5.4, 8.0],
    ["passive", "page", 3.6, 6.0],
    ["detractor", "page", 4.9, 7.6],
    ["text", "cell-pp", 9.9, 6.1],
    ["text", "cell-p", 13.6, 10.7],
    ["text", "cell-m", 13.7, 11.0],
    ["text", "cell-mm", 9.3, 6.2],
  ])("%s on %s has the contrast that the design says: %s in light, %s in dark", (front, back, light, dark) => {
    expect(contrast(tokens.light[front], tokens.light[back])).toBeCloseTo(light, 0.9);
    expect(contrast(tokens.dark[front], tokens.dark[back])).toBeCloseTo(dark, 0.9);
  });

  it.each<Scheme>(["light", "dark"])("every text can be read on every ground, in %s", (scheme) => {
    const poor = ["text", "text2", "accent", "promoter", "detractor"].flatMap((front) =>
      ["page", "card", "sunken", "alert"]
        .map((back) => ({ front, back, ratio: contrast(tokens[scheme][front], tokens[scheme][back]) }))
        .filter(({ ratio }) => ratio < 4.5),
    );
    expect(poor).toEqual([]);
  });

  it.each<[string, string, number, number]>([
    ["promoter", "detractor", 90, 81],
    ["promoter", "passive", 25, 33],
    ["detractor", "passive", 54, 50],
    ["cell-pp", "cell-mm", 49, 70],
  ])("nobody takes %s for %s: at least %s apart in light, %s in dark", (a, b, light, dark) => {
    const least = (scheme: Scheme) =>
      Math.min(...Object.values(blindness).map((matrix) => difference(tokens[scheme][a], tokens[scheme][b], matrix)));
    expect(Math.round(least("light"))).toBeGreaterThanOrEqual(light);
    expect(Math.round(least("dark"))).toBeGreaterThanOrEqual(dark);
  });
});
