import type { Chart, ChartType, Plugin } from "chart.js";
import type { Colours } from "../../charts/colours.ts";

/** A level as it is known: from when until when, its score and interval, and what is written at it. */
export type Band = {
  from: number;
  to: number;
  score: number;
  low: number;
  high: number;
  label: string;
  isSince: boolean;
};
/** The interval of one dot. */
type ErrorBar = { x: number; low: number; high: number };

export type LevelsOptions = {
  bars: ErrorBar[];
  bands: Band[];
  onset: { at: number; from: number; to: number; label: string };
  alarm: { at: number; label: string };
  colours: Colours;
  /** Of everything since the onset. */
  tone: string;
};

declare module "chart.js" {
  interface PluginOptionsByType<TType extends ChartType> {
    levels?: LevelsOptions & { of?: TType };
  }
}

/** What a shift looks like: two levels as bands, its onset tinted, its alarm dashed, and the interval of every dot. */
export const levels: Plugin = {
  id: "levels",
  beforeDatasetsDraw(chart, _, given) {
    const { bars, bands, onset, colours, tone } = given as LevelsOptions;
    const { ctx, chartArea: area } = chart;
    const at = placesIn(chart);
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top - 1, area.width, area.height + 2);
    ctx.clip();
    box(ctx, tone, 0.14, [at.x(onset.from), area.top, at.x(onset.to), area.bottom]);
    for (const { from, to, low, high, isSince } of bands)
      box(ctx, isSince ? tone : colours.control, isSince ? 0.18 : 0.28, [at.x(from), at.y(high), at.x(to), at.y(low)]);
    for (const { x, low, high } of bars) {
      const [place, top, bottom] = [at.x(x), at.y(high), at.y(low)];
      stroke(ctx, colours.passive, 1.2, 0.5, [place, top], [place, bottom]);
    }
    for (const { from, to, score, isSince } of bands)
      stroke(ctx, isSince ? tone : colours.text, 2.5, 1, [at.x(from), at.y(score)], [at.x(to), at.y(score)]);
    ctx.restore();
  },
  afterDatasetsDraw(chart, _, given) {
    const { bands, onset, alarm, colours, tone } = given as LevelsOptions;
    const { ctx, chartArea: area } = chart;
    const at = placesIn(chart);
    const halo = colours.card;
    const family = chart.options.font?.family ?? "sans-serif";
    ctx.save();
    stroke(ctx, tone, 1.5, 1, [at.x(onset.at), area.top - 4], [at.x(onset.at), area.bottom]);
    ctx.setLineDash([3, 3]);
    stroke(ctx, colours.text2, 1, 1, [at.x(alarm.at), area.top - 4], [at.x(alarm.at), area.bottom]);
    ctx.setLineDash([]);
    ctx.font = `600 11px ${family}`;
    const began = ctx.measureText(onset.label).width;
    write(chart, onset.label, { x: at.x(onset.at) - 6 - began, y: area.top - 8, colour: tone, halo });
    ctx.font = `11px ${family}`;
    const told = ctx.measureText(alarm.label).width;
    const fits = at.x(alarm.at) + 5 + told <= chart.width && at.x(onset.at) - 6 - began >= 0;
    write(chart, alarm.label, { x: at.x(alarm.at) + 5, y: area.top - (fits ? 8 : 22), colour: colours.text2, halo });
    ctx.font = `600 11px ${family}`;
    for (const { from, to, low, high, label, isSince } of bands) {
      const { width } = ctx.measureText(label);
      const isLow = isSince && at.y(low) + 14 < area.bottom;
      const x = isSince ? at.x(to) - width : Math.max(area.left, at.x(from)) + 6;
      write(chart, label, {
        x,
        y: isLow ? at.y(low) + 13 : at.y(high) - 5,
        colour: isSince ? tone : colours.text,
        halo,
      });
    }
    ctx.restore();
  },
};

function placesIn({ scales }: Chart) {
  const place = (axis: "x" | "y") => (value: number) => scales[axis]?.getPixelForValue(value) ?? 0;
  return { x: place("x"), y: place("y") };
}

type Pen = CanvasRenderingContext2D;
type Point = [number, number];

function box(pen: Pen, colour: string, alpha: number, [left, top, right, bottom]: [number, number, number, number]) {
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.fillRect(left, top, Math.max(2, right - left), bottom - top);
  pen.globalAlpha = 1;
}

function stroke(pen: Pen, colour: string, width: number, alpha: number, ...[from, to]: [Point, Point]) {
  pen.globalAlpha = alpha;
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
  pen.globalAlpha = 1;
}

/** A text that does not leave the picture, with the card's colour behind it so that lines do not cross it. */
function write(
  { ctx, width }: Chart,
  text: string,
  { x, y, colour, halo }: { x: number; y: number; colour: string; halo: string },
) {
  const start = Math.min(Math.max(x, 2), width - ctx.measureText(text).width - 2);
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  box(ctx, halo, 0.9, [start - 2, y - 10, start + ctx.measureText(text).width + 2, y + 3]);
  ctx.fillStyle = colour;
  ctx.fillText(text, start, y);
}
