import { accentColours, contrastOf, leastContrast } from "./accent.ts";

/** Families that every device has one of: nothing is loaded for them. */
export const fonts = {
  system: '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif',
  humanist: 'Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",sans-serif',
  serif: 'Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif',
  mono: 'ui-monospace,"Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace',
} as const;
export type Font = keyof typeof fonts;
export const schemes = ["auto", "light", "dark"] as const;

/** What a workspace's pages look like beside its accent. `background` and `text`: of light pages, `#RRGGBB`; null: ours. */
export type Theme = {
  background: string | null;
  text: string | null;
  font: Font;
  /** auto: as the reader's device is set. */
  scheme: (typeof schemes)[number];
  logo: Logo | null;
};
/** The id of an uploaded image, with its size in CSS pixels. */
export type Logo = { image: string; width: number; height: number };

export const usualTheme: Theme = { background: null, text: null, font: "system", scheme: "auto", logo: null };

const white = "#FFFFFF";
const ink = "#1B1E23";
/** WCAG 2.2 AA for what is no text: edges of fields, the ring of focus. */
const leastEdge = 3;

export type ThemeFault = { field: "accent" | "background" | "text"; ratio: number; least: number; nearest: string };

/** Where a theme cannot be read, each with the contrast that was measured and the nearest colour that passes. */
export function faultsOfTheme(
  { background, text }: Pick<Theme, "background" | "text">,
  accent: string | null,
): ThemeFault[] {
  const ground = background ?? white;
  const faults: ThemeFault[] = [];
  const check = (field: ThemeFault["field"], colour: string, on: string, least: number) => {
    const ratio = contrastOf(colour, on);
    if (ratio < least) faults.push({ field, ratio, least, nearest: nearestReadable(colour, on, least) });
  };
  check(text === null ? "background" : "text", text ?? ink, ground, leastContrast);
  if (accent !== null) check("accent", accent, white, leastContrast);
  if (background !== null) check("accent", accentColours(accent).light, ground, leastEdge);
  return faults;
}

/** The colour itself moved towards black or white by as little as it takes. */
export function nearestReadable(colour: string, on: string, least: number): string {
  for (let step = 0; step <= 100; step++) {
    for (const end of ["#000000", white]) {
      const moved = mixed(colour, end, step / 100);
      if (contrastOf(moved, on) >= least) return moved;
    }
  }
  return contrastOf("#000000", on) > contrastOf(white, on) ? "#000000" : white;
}

/** The colours of a page by what they are for; the quiet ones are worked out so that they still can be read. */
export function pageColours({ background, text }: Pick<Theme, "background" | "text">) {
  const [ground, ink_] = [background ?? white, text ?? ink];
  const quiet = (share: number, least: number) => {
    for (let left = share; left > 0; left -= 0.05) {
      const colour = mixed(ink_, ground, left);
      if (contrastOf(colour, ground) >= least) return colour;
    }
    return ink_;
  };
  const errors = ["#B9480E", "#F08C4E"].find((colour) => contrastOf(colour, ground) >= leastContrast);
  return {
    ground,
    text: ink_,
    quiet: quiet(0.35, 5),
    edge: quiet(0.55, leastEdge + 0.2),
    line: mixed(ink_, ground, 0.87),
    soft: mixed(ink_, ground, 0.96),
    error: errors ?? ink_,
  };
}

function mixed(from: string, to: string, share: number): string {
  const parts = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [parts(from), parts(to)];
  return `#${a
    .map((one, at) =>
      Math.round(one + ((b[at] as number) - one) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`.toUpperCase();
}
