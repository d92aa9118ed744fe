const doors = new Set<() => void>();

/** Opens the palette from wherever one is. */
export function openPalette(): void {
  for (const open of doors) open();
}

export function onPaletteAsked(open: () => void): () => void {
  doors.add(open);
  return () => doors.delete(open);
}
