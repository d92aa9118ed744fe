/** The house's line icons, 16 × 16, one stroke. */
const paths = {
  overview: "M3 13h4V8H3zM9 13h4V3H9z",
  journey:
    "M1 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M6.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M12 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M4 8h2.5M9.5 8H12",
  shifts: "M1.500 4.500h5.500l3 7h4.500",
  responses: "M2.5 3h11v8h-6l-3 2.5V11h-2z",
  cases: "M2.5 9.5h3l1 2h3l1-2h3M2.5 9.5v3h11v-3l-2-6.5h-7z",
  surveys: "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
  distributions: "M14 2L1.8 6.6l4.7 2.2L8.8 13.6zM14 2L6.5 8.8",
  contacts: "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8M3 13.5c.4-2.6 2.3-4 5-4s4.600 1.400 5 4",
  settings: "M2 5h7M13 5h1M2 11h1M7 11h7M11 3.300v3.400M5 9.300v3.400",
  more: "M2.500 4h11M2.500 8h11M2.500 12h11",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.700 10.700L14 14",
  down: "M4 6l4 4 4-4",
  up: "M4 10l4-4 4 4",
  right: "M6 4l4 4-4 4",
  left: "M10 4L6 8l4 4",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.500l3.200 3.200L13 4.500",
  filter: "M2.500 4h11M4.500 8h7M6.500 12h3",
  call: "M3 3.200c0 5.400 4.400 9.800 9.800 9.800l.7-2.900-3-1-1.200 1.300a8.500 8.500 0 0 1-3.700-3.700L6.900 5.500l-1-3z",
  mail: "M2 3.500h12v9H2zM2 4.500l6 4.500 6-4.500",
  note: "M3 2.500h10v7.500L9.500 13.500H3zM9.500 13.500V10H13",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.800V8l2.200 1.500",
  download: "M8 2.500v7M5 7l3 3 3-3M3 13h10",
  copy: "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
  trash: "M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500l.6 9h5.800l.6-9",
  undo: "M6 3L3 6l3 3M3 6h6.500a3.500 3.500 0 0 1 0 7H6",
  redo: "M10 3l3 3-3 3M13 6H6.500a3.500 3.500 0 0 0 0 7H10",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
  link: "M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 0 1 4.300 4.300L11.300 8.800M9 11.500l-1.500 1.500a3 3 0 0 1-4.300-4.300L4.700 7.200",
  tag: "M2.500 2.500h5l6 6-5 5-6-6zM5.500 5.500h.01",
  table: "M2.500 3h11v10h-11zM2.500 6.500h11M2.500 9.800h11M6.500 3v10",
  warning: "M8 2.500l6 11H2zM8 6.500v3.500M8 11.800v.01",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The house's sign: a voice that is heard. */
export function Sign({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false" style={{ flex: "none" }}>
      <circle cx="7" cy="12" r="3.2" fill="var(--accent)" />
      <path
        d="M12.2 6.3a8 8 0 0 1 0 11.4M16.2 3.2a12.6 12.6 0 0 1 0 17.600"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
