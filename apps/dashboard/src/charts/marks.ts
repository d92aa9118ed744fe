import type { Chart, ChartType, Plugin } from "chart.js";
import type { Colours } from "./colours.ts";

/** Something that happened, at a place between buckets: 3.5 lies halfway between the fourth and the fifth. */
export type Mark = {
  kind: "shift" | "release" | "incident" | "onset";
  at: number;
  /** Where it ended, for an incident or an onset. */
  until?: number;
  label?: string;
};

export type MarkOptions = { list: Mark[]; target: { value: number; label: string } | null; colours: Colours };

declare module "chart.js" {
  interface PluginOptionsByType<TType extends ChartType> {
    marks?: MarkOptions & { of?: TType };
  }
}

/** What happened, drawn over a trend: ▼ and a line for a shift, a flag under the axis for a release, a bar for an incident. */
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
    const { list, target, colours } = given as MarkOptions;
    const { ctx, chartArea: area } = chart;
    const y = chart.scales.y;
    ctx.save();
    ctx.font = `11px ${chart.options.font?.family ?? "sans-serif"}`;
    if (target && y) write(chart, target.label, area.left + 4, y.getPixelForValue(target.value) - 5, colours.text2);
    for (const { kind, at, until, label = "" } of list) {
      const x = xOf(chart, at);
      if (kind === "shift") {
        line(ctx, colours.detractor, [x, area.top], [x, area.bottom]);
        fill(ctx, colours.detractor, [x - 5, area.top - 9], [x + 5, area.top - 9], [x, area.top - 1]);
        write(chart, label, x - 8, area.top, colours.detractor, "right");
      }
      if (kind === "release") {
        const top = area.bottom + 5;
        line(ctx, colours.accent, [x, top], [x, top + 12]);
        fill(ctx, colours.accent, [x, top], [x + 8, top], [x + 6, top + 3], [x + 8, top + 6], [x, top + 6]);
        write(chart, label, x + 11, top + 10, colours.text);
      }
      if (kind === "incident") {
        ctx.fillStyle = colours.text2;
        ctx.fillRect(x, area.bottom - 4, Math.max(3, xOf(chart, until ?? at) - x), 4);
        write(chart, label, x, area.bottom - 8, colours.text2);
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
  colour: string,
  side: "left" | "right" = "left",
): void {
  const { width } = ctx.measureText(text);
  const start = side === "right" ? x - width : x;
  ctx.fillStyle = colour;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(text, Math.min(Math.max(start, chartArea.left), chartArea.right - width), y);
}
