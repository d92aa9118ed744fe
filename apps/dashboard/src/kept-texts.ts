const prefix = (userId: string | null) => `otklik.kept.${userId ?? "nobody"}.`;

/** Where this browser keeps what one user has begun to write and not sent. */
export const keptPlace = (userId: string | null, name: string) => `${prefix(userId)}${name}`;

/** Whoever signs out leaves none of it behind. */
export function forgetKept(userId: string): void {
  for (const place of Object.keys(localStorage)) if (place.startsWith(prefix(userId))) localStorage.removeItem(place);
}
