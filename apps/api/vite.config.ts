import { defineConfig } from "vite";
import { compressed } from "../../scripts/compressed.ts";

/** The script of the survey page: one file, named after what is in it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [compressed(11)],
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: ["src/pages/script/survey.ts"] },
  },
});
