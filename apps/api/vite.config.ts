import { defineConfig, type Plugin } from "vite";
import { compressed } from "../../scripts/compressed.ts";

type Part = { file: RegExp; without: (code: string) => string };

/** What the page has no use for of what it shares with the server. */
const parts: Part[] = [
  {
    // It refuses in its own words, of the reader's language: the sentences for programmers stay on the server.
    file: /\/survey\/check-[\w-]+\.ts$/,
    without: (code) =>
      code
        .replace(/, detail: (?:"[^"]*"|'[^']*'|`[^`]*`)|,\s+detail: `[^`]*`/g, "")
        .replace(/"[AT][^"]+\."|`A[^`]+\.`/g, '""'),
  },
  {
    // Its form holds no answers but to its own questions, and the times to call back at are those that the server drew.
    file: /\/survey\/check-answers\.ts$/,
    without: (code) =>
      code
        .replace(/if \(!question\) return.+\n/, "")
        .replace(/function isWindow\([\s\S]*?\n}\n/, "const isWindow = (_value: unknown) => true;\n"),
  },
  {
    // An id in a survey has nothing to escape.
    file: /\/survey\/pointer\.ts$/,
    without: (code) => code.replace(/return key\.[^;]+;/, "return key;"),
  },
  {
    // Whether all is answered, only the server asks; and an id begins with a letter: it is no "__proto__".
    file: /\/survey\/path\.ts$/,
    without: (code) =>
      code
        .replace(/\n +isComplete: !questions[^\n]+/, "")
        .replace(/Object\.defineProperty\(into, id.+;/, "into[id] = from[id];"),
  },
  {
    // What patterns there are, the builder asks.
    file: /\/survey\/patterns\.ts$/,
    without: (code) => code.replace(/export const textPatterns.+;/, ""),
  },
  {
    // It holds its texts in the one language that it is drawn in: there is none to look for in another.
    file: /\/survey\/texts\.ts$/,
    without: () => "export const partLabelOf = (_definition, _question, part) => part.label;",
  },
  {
    // It says itself which way its language is written.
    file: /\/words\/languages\.ts$/,
    without: (code) =>
      code.replace(/export function directionOf[^}]+}/, 'export const directionOf = () => document.dir || "ltr";'),
  },
];

function slimmed(): Plugin {
  return {
    name: "otklik-slimmed",
    enforce: "pre",
    transform: (code, id) => parts.reduce((left, { file, without }) => (file.test(id) ? without(left) : left), code),
  };
}

/**
 * The script of the survey page: what stands in the page (`first`), and the rest, named after what is in it; beside them
 * what only a kiosk loads, and its worker.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [slimmed(), compressed(11)],
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ["first", "survey", "kiosk", "kiosk-worker"].map((name) => `src/pages/script/${name}.ts`),
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: ({ name }) => (name === "kiosk-worker" ? "assets/[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
