import type { ChartOptions } from "chart.js";
import type { Colours } from "./colours.ts";

/** A tooltip in the page's own dress. */
export function tooltipIn(colours: Colours) {
  return {
    backgroundColor: colours.card,
    borderColor: colours.control,
    borderWidth: 1,
    titleColor: colours.text2,
    titleFont: { weight: "normal" as const, size: 12 },
    bodyColor: colours.text,
    bodyFont: { size: 13 },
    padding: 8,
    cornerRadius: 7,
    displayColors: false,
    caretSize: 0,
  };
}

/** Labels under the buckets, where they are not empty. */
export function bucketAxis(labels: string[], colours: Colours): NonNullable<ChartOptions["scales"]>[string] {
  return {
    type: "category",
    grid: {
      drawOnChartArea: false,
      tickColor: ({ index }) => (labels[index] ? colours.control : "transparent"),
      tickLength: 4,
    },
    border: { color: colours.line },
    ticks: {
      color: colours.text2,
      autoSkip: false,
      maxRotation: 0,
      callback: (_, index) => labels[index] ?? "",
    },
  };
}
