import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { typeOfAsset } from "./asset-types.ts";
import type { Assets, PageScripts } from "./runtime.ts";

const ofPage = new URL("../dist/", import.meta.url);
const folders = [new URL("../../dashboard/dist/", import.meta.url), ofPage];

/** The built dashboard and page scripts from disk, as brotli where the browser takes it. Files are read once: they never change under a name. */
export function builtAssets(): Assets {
  const read = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();
  const load = (path: string) => {
    const known = read.get(path);
    if (known) return known;
    const loading = firstOf(path);
    read.set(path, loading);
    // A page that was not built yet may be by the next request.
    void loading.then((bytes) => bytes ?? read.delete(path));
    return loading;
  };
  return async (path, acceptEncoding) => {
    const type = typeOfAsset(path);
    if (!type) return null;
    const packed = acceptEncoding?.includes("br") ? await load(`${path}.br`) : null;
    const body = packed ?? (await load(path));
    return body && { body, type, encoding: packed ? "br" : null };
  };
}

async function firstOf(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  for (const folder of folders) {
    const bytes = await readFile(new URL(path, folder)).catch(() => null);
    if (bytes) return new Uint8Array(bytes);
  }
  return null;
}

/** The scripts of the survey page: what stands in the page, and where the others are, each named after what is in it. Throws where they were not built. */
export function pageScripts(): PageScripts {
  let manifest: Record<string, { file: string }>;
  try {
    manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", ofPage), "utf8"));
  } catch {
    throw new Error("The script of the survey page is not built. Run npm start, which builds it.");
  }
  const fileOf = (name: string) => manifest[`src/pages/script/${name}.ts`]?.file ?? "";
  const first = readFileSync(new URL(fileOf("first"), ofPage), "utf8").trim();
  if (/<(?:\/script|script|!--)/i.test(first)) throw new Error("The script of the survey page would end its element.");
  return { first, survey: `/${fileOf("survey")}`, kiosk: `/${fileOf("kiosk")}` };
}
