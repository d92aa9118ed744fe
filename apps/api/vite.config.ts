import { defineConfig, type Plugin } from "vite";
import { compressed } from "../../scripts/compressed.ts";

/** The page refuses in its own words, of the reader's language: the sentences for programmers stay on the server. */
function withoutDetails(): Plugin {
  return {
    name: "otklik-without-details",
    enforce: "pre",
    transform: (code, id) =>
      /\/survey\/check-[\w-]+\.ts$/.test(id)
        ? code.replace(/detail: (?:"[^"]*"|'[^']*'|`[^`]*`)/g, 'detail: ""').replace(/"A[^"]+\."|`A[^`]+\.`/g, '""')
        : null,
  };
}

/** The script of the survey page, named after what is in it; beside it what only a kiosk loads, and its worker. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutDetails(), compressed(11)],
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ["src/pages/script/survey.ts", "src/pages/script/kiosk.ts", "src/pages/script/kiosk-worker.ts"],
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: ({ name }) => (name === "kiosk-worker" ? "assets/[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
