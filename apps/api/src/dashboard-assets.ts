import { readFile } from "node:fs/promises";
import type { Assets } from "./runtime.ts";

const folder = new URL("../../dashboard/dist/", import.meta.url);
const typeOf: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};
// Only what the build names: letters, digits and a hash, one folder deep.
const known = /^(?:assets\/)?[\w-]+(?:\.[\w-]+)*\.(\w+)$/;

/** The built dashboard from disk, as brotli where the browser takes it. Files are read once: they never change under a name. */
export function dashboardAssets(): Assets {
  const read = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();
  const load = (path: string) => {
    const known = read.get(path);
    if (known) return known;
    const loading = readFile(new URL(path, folder)).then(
      (bytes) => new Uint8Array(bytes),
      () => null,
    );
    read.set(path, loading);
    // A page that was not built yet may be by the next request.
    void loading.then((bytes) => bytes ?? read.delete(path));
    return loading;
  };
  return async (path, acceptEncoding) => {
    const type = typeOf[known.exec(path)?.[1] ?? ""];
    if (!type) return null;
    const packed = acceptEncoding?.includes("br") ? await load(`${path}.br`) : null;
    const body = packed ?? (await load(path));
    return body && { body, type, encoding: packed ? "br" : null };
  };
}
