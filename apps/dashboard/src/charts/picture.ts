import type { Colours } from "./colours.ts";

/** How something is drawn, and what it means. */
export type LegendEntry = {
  kind: "line" | "dashes" | "band" | "box" | "outline" | "dot" | "shift" | "flag" | "bar";
  colour: keyof Colours;
  text: string;
};

/** What a picture says of itself where it is seen without its page. */
export type Caption = {
  title: string;
  /** The time it is of, its base, and what else it stands on: one line. */
  under: readonly string[];
  legend: readonly LegendEntry[];
};

const margin = 16;
const [titleSize, noteSize, lineHeight] = [16, 12, 18];

/**
 * The chart with its title, time, base and legend, on the card's colour: a transparent picture is unreadable on half of
 * all backgrounds.
 */
export function pictureOf(chart: HTMLCanvasElement, caption: Caption, colours: Colours): Promise<Blob | null> {
  const width = chart.clientWidth || chart.width;
  const height = chart.clientHeight || chart.height;
  const scale = chart.width / width;
  const picture = document.createElement("canvas");
  const pen = picture.getContext("2d");
  if (!pen) return Promise.resolve(null);
  const font = getComputedStyle(document.body).fontFamily;
  const faces = { title: `600 ${titleSize}px ${font}`, note: `${noteSize}px ${font}` };
  const measured = (text: string, face: string) => {
    pen.font = face;
    return pen.measureText(text).width;
  };
  const titles = wrapped([caption.title], width, (text) => measured(text, faces.title));
  const notes = wrapped(caption.under, width, (text) => measured(text, faces.note));
  const legend = rowsOf(caption.legend, width, ({ text }) => signWidth + measured(text, faces.note));
  const head = titles.length * 22 + notes.length * lineHeight + 8;
  const foot = legend.length > 0 ? 8 + legend.length * lineHeight : 0;
  picture.width = Math.round((width + 2 * margin) * scale);
  picture.height = Math.round((head + height + foot + 2 * margin) * scale);
  pen.scale(scale, scale);
  pen.fillStyle = colours.card;
  pen.fillRect(0, 0, width + 2 * margin, head + height + foot + 2 * margin);
  let y = margin;
  const write = (lines: string[], face: string, colour: string, step: number) => {
    pen.font = face;
    pen.fillStyle = colour;
    for (const line of lines) {
      pen.fillText(line, margin, y + step - 5);
      y += step;
    }
  };
  write(titles, faces.title, colours.text, 22);
  write(notes, faces.note, colours.text2, lineHeight);
  pen.drawImage(chart, margin, margin + head, width, height);
  pen.font = faces.note;
  legend.forEach((row, index) => {
    const line = margin + head + height + 8 + index * lineHeight + lineHeight / 2;
    for (const { item, x } of row) {
      sign(pen, item, margin + x, line, colours);
      pen.fillStyle = colours.text2;
      pen.fillText(item.text, margin + x + signWidth - 6, line + 4);
    }
  });
  return new Promise((done) => picture.toBlob(done));
}

const signWidth = 26;
const gap = 16;

/** Entries side by side, as many as fit into a row. */
export function rowsOf<T>(
  items: readonly T[],
  width: number,
  widthOf: (item: T) => number,
): { item: T; x: number }[][] {
  const rows: { item: T; x: number }[][] = [];
  let x = 0;
  for (const item of items) {
    const wide = widthOf(item);
    const row = rows.at(-1);
    if (row && x + wide <= width) row.push({ item, x });
    else {
      rows.push([{ item, x: 0 }]);
      x = 0;
    }
    x += wide + gap;
  }
  return rows;
}

/** Parts of a line joined by dots; where they do not fit, in several lines, broken between words where need be. */
export function wrapped(parts: readonly string[], width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  const add = (piece: string, joint: string) => {
    const joined = `${lines.at(-1)}${joint}${piece}`;
    if (lines.length > 0 && measure(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(piece);
  };
  for (const part of parts.filter(Boolean)) {
    if (measure(part) <= width) add(part, " · ");
    else for (const [index, word] of part.split(" ").entries()) add(word, index === 0 ? " · " : " ");
  }
  return lines;
}

function sign(pen: CanvasRenderingContext2D, { kind, colour }: LegendEntry, x: number, y: number, colours: Colours) {
  pen.save();
  pen.fillStyle = colours[colour];
  pen.strokeStyle = colours[colour];
  pen.lineWidth = kind === "line" ? 2 : 1.5;
  if (kind === "dashes") pen.setLineDash([3, 3]);
  pen.beginPath();
  if (kind === "line" || kind === "dashes") {
    pen.moveTo(x, y);
    pen.lineTo(x + 15, y);
    pen.stroke();
  }
  if (kind === "band" || kind === "box") pen.fillRect(x, y - 5, 14, 10);
  if (kind === "outline") pen.strokeRect(x + 1, y - 5, 12, 10);
  if (kind === "bar") pen.fillRect(x, y - 2, 14, 4);
  if (kind === "dot") pen.arc(x + 7, y, 4.5, 0, 2 * Math.PI);
  if (kind === "shift")
    for (const [dx, dy] of [
      [2, -4],
      [12, -4],
      [7, 4],
    ] as const)
      pen.lineTo(x + dx, y + dy);
  if (kind === "flag") {
    pen.fillRect(x + 3, y - 6, 1.5, 12);
    for (const [dx, dy] of [
      [4, -6],
      [12, -6],
      [10, -3],
      [12, 0],
      [4, 0],
    ] as const)
      pen.lineTo(x + dx, y + dy);
  }
  if (kind === "dot" || kind === "shift" || kind === "flag") pen.fill();
  pen.restore();
}
