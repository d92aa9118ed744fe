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

/** The page holds its texts in the one language that it is drawn in: there is none to look for in another. */
function withoutTranslations(): Plugin {
  return {
    name: "otklik-without-translations",
    enforce: "pre",
    transform: (_code, id) =>
      id.endsWith("/survey/texts.ts")
        ? "export const partLabelOf = (_definition, _question, part) => part.label;"
        : null,
  };
}

/** The script of the survey page, named after what is in it; beside it what only a kiosk loads, and its worker. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutDetails(), withoutTranslations(), compressed(11)],
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
