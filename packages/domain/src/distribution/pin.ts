/** What the PIN of a link may be: four to eight digits. */
export const isPin = (text: string): boolean => /^\d{4,8}$/.test(text);
