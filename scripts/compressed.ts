import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const compress = promisify(brotliCompress);

/** Beside each script and style its brotli form, so that the server compresses nothing. `quality` is brotli's, 0 to 11: 11 takes long. */
export function compressed(quality: number): Plugin {
  return {
    name: "otklik-compressed",
    apply: "build",
    // From disk, once all is written: until then the bundler still puts its own words in.
    async writeBundle({ dir }, bundle) {
      const files = Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file));
      await Promise.all(
        files.map(async (file) => {
          const path = join(dir as string, file);
          const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
          await writeFile(`${path}.br`, await compress(await readFile(path), { params }));
        }),
      );
    },
  };
}
