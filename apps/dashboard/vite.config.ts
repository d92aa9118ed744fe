import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressed } from "../../scripts/compressed.ts";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed(9)],
  build: {
    target: "es2023",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    proxy: Object.fromEntries(
      ["/v1", "/auth", "/docs", "/dev", "/s/", "/i/"].map((path) => [path, "http://localhost:3000"]),
    ),
  },
});
