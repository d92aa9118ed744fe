/** When a UUID of version 7 was made, to the millisecond. */
export const uuidTime = (id: string): Date => new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
