import type { Chart, ChartConfiguration } from "chart.js";
import { type RefObject, useEffect, useRef } from "react";
import styles from "./Charts.module.css";

type Props = {
  config: ChartConfiguration;
  /** What the picture says, for whoever does not see it. */
  sentence: string;
  /** In pixels. */
  height: number;
  canvas: RefObject<HTMLCanvasElement | null>;
  /** Whether there is a picture now. */
  onDrawn(isDrawn: boolean): void;
  onFailure(): void;
};

/** A chart on its canvas. chart.js comes with it, in a chunk of its own. */
export function Canvas({ config, sentence, height, canvas, onDrawn, onFailure }: Props) {
  const chart = useRef<Chart | null>(null);
  useEffect(() => {
    let isOver = false;
    import("./engine.ts").then(({ draw, redraw }) => {
      if (isOver || !canvas.current) return;
      if (chart.current) redraw(chart.current, config);
      else chart.current = draw(canvas.current, config);
      onDrawn(true);
    }, onFailure);
    return () => {
      isOver = true;
    };
  }, [config, canvas, onDrawn, onFailure]);
  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = null;
      onDrawn(false);
    },
    [onDrawn],
  );
  return (
    <div className={styles.picture} style={{ height }} role="img" aria-label={sentence}>
      <canvas ref={canvas} />
    </div>
  );
}
