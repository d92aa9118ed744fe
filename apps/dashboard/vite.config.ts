import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const compress = promisify(brotliCompress);

/** Beside each script and style its brotli form, so that the server compresses nothing. */
function compressed(): Plugin {
  return {
    name: "otklik-compressed",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue;
        const text = file.type === "chunk" ? file.code : file.source;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        this.emitFile({ type: "asset", fileName: `${file.fileName}.br`, source: await compress(text, { params }) });
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  build: { target: "es2023", reportCompressedSize: false, chunkSizeWarningLimit: 900 },
  server: {
    proxy: Object.fromEntries(
      ["/v1", "/auth", "/docs", "/dev", "/s/", "/i/"].map((path) => [path, "http://localhost:3000"]),
    ),
  },
});
