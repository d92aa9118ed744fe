import type { Chart, ChartType, Plugin } from "chart.js";
import type { Colours } from "./colours.ts";

/** Something that happened, at a place between buckets: 3.5 lies halfway between the fourth and the fifth. */
export type Mark = {
  kind: "shift" | "release" | "incident" | "onset";
  /** Of a shift upwards. */
  isRise?: boolean;
  at: number;
  /** Where it ended, for an incident or an onset. */
  until?: number;
  label?: string;
};

/** A level that the score is held against, with its name. */
type MarkedLevel = { value: number; label: string };

export type MarkOptions = {
  list: Mark[];
  target: MarkedLevel | null;
  baseline?: MarkedLevel | null;
  colours: Colours;
};

declare module "chart.js" {
  interface PluginOptionsByType<TType extends ChartType> {
    marks?: MarkOptions & { of?: TType };
  }
}

/** What happened, drawn over a trend: ▼ or ▲ and a line for a shift, a flag under the axis for a release, a bar for an incident. */
export const marks: Plugin<"line"> = {
  id: "marks",
  beforeDatasetsDraw(chart, _, given) {
    const { list, colours } = given as MarkOptions;
    const { ctx, chartArea: area } = chart;
    for (const mark of list.filter(({ kind }) => kind === "onset")) {
      const [left, right] = [xOf(chart, mark.at), xOf(chart, mark.until ?? mark.at)];
      ctx.save();
      ctx.globalAlpha = 0.14;
      ctx.fillStyle = colours.detractor;
      ctx.fillRect(left, area.top, Math.max(2, right - left), area.bottom - area.top);
      ctx.restore();
    }
  },
  afterDatasetsDraw(chart, _, given) {
    const { list, target, baseline, colours } = given as MarkOptions;
    const { ctx, chartArea: area } = chart;
    const y = chart.scales.y;
    const note = { colour: colours.text2, halo: colours.card };
    ctx.save();
    ctx.font = `11px ${chart.options.font?.family ?? "sans-serif"}`;
    if (target && y) write(chart, target.label, area.left + 4, y.getPixelForValue(target.value) - 5, note);
    if (baseline && y) {
      const at = y.getPixelForValue(baseline.value);
      line(ctx, colours.passive, [area.left, at], [area.right, at]);
      // Below its line where the target's name stands above it.
      const isUnder = target !== null && target.value >= baseline.value;
      write(chart, baseline.label, area.left + 4, at + (isUnder ? 13 : -5), note);
    }
    const rows = new Map<Mark["kind"], number>();
    // The newest is named first: where names would run into each other, the earlier ones stand in the table only.
    for (const { kind, isRise, at, until, label = "" } of list.toSorted((a, b) => b.at - a.at)) {
      const x = xOf(chart, at);
      const name = (text: string, from: number, to: number, colour: string, side?: "right") => {
        const edge = rows.get(kind) ?? Number.POSITIVE_INFINITY;
        const { width } = ctx.measureText(text);
        const start = Math.min(Math.max(side === "right" ? from - width : from, area.left), area.right - width);
        if (start + width + 6 > edge) return;
        rows.set(kind, Math.min(start, x));
        write(chart, text, from, to, { colour, halo: colours.card }, side);
      };
      if (kind === "shift") {
        const colour = isRise ? colours.promoter : colours.detractor;
        const [base, tip] = isRise ? [area.top - 1, area.top - 9] : [area.top - 9, area.top - 1];
        line(ctx, colour, [x, area.top], [x, area.bottom]);
        fill(ctx, colour, [x - 5, base], [x + 5, base], [x, tip]);
        name(label, x - 8, area.top - 2, colour, "right");
      }
      if (kind === "release") {
        const top = area.bottom + 20;
        line(ctx, colours.accent, [x, top], [x, top + 12]);
        fill(ctx, colours.accent, [x, top], [x + 8, top], [x + 6, top + 3], [x + 8, top + 6], [x, top + 6]);
        const hasRoom = x + 11 + ctx.measureText(label).width <= area.right;
        if (hasRoom) name(label, x + 11, top + 10, colours.text);
        else name(label, x - 4, top + 10, colours.text, "right");
      }
      if (kind === "incident") {
        ctx.fillStyle = colours.text2;
        ctx.fillRect(x, area.bottom - 4, Math.max(3, xOf(chart, until ?? at) - x), 4);
        name(label, x, area.bottom - 8, colours.text2);
      }
    }
    ctx.restore();
  },
};

type Pen = CanvasRenderingContext2D;
type Point = [number, number];

/** Between two buckets, too. */
function xOf(chart: Chart, at: number): number {
  const scale = chart.scales.x;
  if (!scale) return 0;
  const [before, after] = [scale.getPixelForValue(Math.floor(at)), scale.getPixelForValue(Math.ceil(at))];
  return before + (after - before) * (at - Math.floor(at));
}

function line(ctx: Pen, colour: string, from: Point, to: Point): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

function fill(ctx: Pen, colour: string, ...corners: Point[]): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (const corner of corners) ctx.lineTo(...corner);
  ctx.fill();
}

/** A text that does not leave the chart. */
function write(
  { ctx, chartArea }: Chart,
  text: string,
  x: number,
  y: number,
  { colour, halo }: { colour: string; halo: string },
  side: "left" | "right" = "left",
): void {
  const { width } = ctx.measureText(text);
  const start = side === "right" ? x - width : x;
  const from = Math.min(Math.max(start, chartArea.left), chartArea.right - width);
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  // Readable where it lies on a line.
  ctx.lineWidth = 3;
  ctx.lineJoin = "round";
  ctx.strokeStyle = halo;
  ctx.strokeText(text, from, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, from, y);
}
