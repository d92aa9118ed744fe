/** Colours of buttons and marks on what customers see, each `#RRGGBB`, and of the text upon them. */
export type AccentColours = { light: string; onLight: string; dark: string; onDark: string };

/** WCAG 2.2 AA for text. */
export const leastContrast = 4.5;

const card = "#FFFFFF";
/** The lightest ground an accent lies on where the reader's screen is dark. */
const darkCard = "#1E2124";
const darkInk = "#121316";
// Above the least, so that a dark page's accent is as easy on the eye as the light one's.
const darkContrast = 6;

const house: AccentColours = { light: "#0E5C50", onLight: card, dark: "#7FD6C2", onDark: "#0B1F1B" };

/** How a workspace's accent is drawn: as it is on light pages, as much lighter as needed on dark ones. Null: ours. */
export function accentColours(accent: string | null): AccentColours {
  if (accent === null) return house;
  let dark = accent;
  for (let share = 0.05; contrastOf(dark, darkCard) < darkContrast; share += 0.05) dark = towardsWhite(accent, share);
  return { light: accent, onLight: card, dark, onDark: darkInk };
}

/** Of an accent with the card of light pages, and so of white text with the accent: 1 to 21. */
export function accentContrast(accent: string): number {
  return contrastOf(accent, card);
}

/** WCAG 2.2 contrast ratio of two colours, 1 to 21. */
export function contrastOf(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = channelsOf(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function towardsWhite(hex: string, share: number): string {
  const mixed = channelsOf(hex).map((channel) => Math.round(channel + (255 - channel) * Math.min(share, 1)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}

const channelsOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
