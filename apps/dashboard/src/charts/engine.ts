// The only file that imports chart.js itself, and only what is drawn: it is loaded when the first chart is on screen.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { marks } from "./marks.ts";

Chart.register(
  LineController,
  LineElement,
  PointElement,
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  Filler,
  Tooltip,
);
Chart.defaults.animation = false;
Chart.defaults.responsive = true;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.font.size = 11;

export function draw(canvas: HTMLCanvasElement, config: ChartConfiguration): Chart {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const plugins = [...(config.plugins ?? []), ...(config.options?.plugins?.marks ? [marks] : [])];
  return new Chart(canvas, { ...config, plugins });
}

/** New numbers or colours, the same chart: what the pointer shows stays. */
export function redraw(chart: Chart, config: ChartConfiguration): void {
  chart.data = config.data;
  if (config.options) chart.options = config.options;
  chart.update("none");
}
