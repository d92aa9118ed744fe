/**
 * What a text may be asked to look like. A list of ours and no expression of a customer's: one that backtracks would let
 * an answer stop the server. Each of these reads its text once.
 */
const patterns = {
  digits: /^\d+$/,
  letters: /^[\p{L}\p{M}' -]+$/u,
  alphanumeric: /^[\p{L}\p{M}\p{N}]+$/u,
  code: /^[A-Za-z0-9][A-Za-z0-9./_-]*$/,
  url: /^https?:\/\/[^\s/.]+\.\S+$/i,
} as const;

export type TextPattern = keyof typeof patterns;
export const textPatterns = Object.keys(patterns) as [TextPattern, ...TextPattern[]];

export function fits(pattern: TextPattern, text: string): boolean {
  return patterns[pattern].test(text.trim());
}
