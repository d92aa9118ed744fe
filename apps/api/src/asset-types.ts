const typeOf: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};
// Only what the build names: letters, digits and a hash, one folder deep.
const known = /^(?:assets\/)?[\w-]+(?:\.[\w-]+)*\.(\w+)$/;

/** The type of a built file by its path; null: nothing that we build is named so. */
export const typeOfAsset = (path: string): string | null => typeOf[known.exec(path)?.[1] ?? ""] ?? null;
