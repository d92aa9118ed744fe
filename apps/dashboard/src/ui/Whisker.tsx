export type WhiskerTone = "better" | "worse" | "plain";

type Props = {
  value: number | null;
  low: number | null;
  high: number | null;
  /** One scale for all whiskers of a list. */
  min: number;
  max: number;
  target?: number | null;
  /** A thin mark, as the zero of NPS. */
  zero?: number | null;
  tone?: WhiskerTone;
  width?: number;
};

const colourOf: Record<WhiskerTone, string> = {
  better: "var(--promoter)",
  worse: "var(--detractor)",
  plain: "var(--text)",
};

/** The house's sign for a number that is not known exactly: interval bar, dot, dotted target. Words say it beside. */
export function Whisker({ value, low, high, min, max, target, zero, tone = "plain", width = 128 }: Props) {
  const inset = 4;
  const at = (x: number) => inset + ((Math.min(max, Math.max(min, x)) - min) / (max - min)) * (width - 2 * inset);
  const colour = colourOf[tone];
  return (
    <svg
      width="100%"
      height="16"
      viewBox={`0 0 ${width} 16`}
      aria-hidden="true"
      focusable="false"
      style={{ display: "block", maxWidth: width }}
    >
      <path d={`M${inset} 8H${width - inset}`} stroke="var(--line)" />
      {zero !== null && zero !== undefined && <path d={`M${at(zero)} 5v6`} stroke="var(--control)" />}
      {low !== null && high !== null && (
        <path
          d={`M${at(low)} 8H${at(high)}`}
          stroke={colour}
          strokeOpacity=".35"
          strokeWidth="6"
          strokeLinecap="round"
        />
      )}
      {value !== null && <circle cx={at(value)} cy="8" r="4" fill={colour} stroke="var(--card)" strokeWidth="1.5" />}
      {target !== null && target !== undefined && (
        <path d={`M${at(target)} 1v14`} stroke="var(--text)" strokeWidth="1.5" strokeDasharray="2 2" />
      )}
    </svg>
  );
}
