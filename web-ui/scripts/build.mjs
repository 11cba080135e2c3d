// Builds the two bundles and the atlas into the folder that is given: `node scripts/build.mjs FOLDER`.
// app.js is the module of the served pages; dossier.js is one plain script that a dossier carries inside it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { build } from "vite";
import { atlas } from "./atlas.mjs";

const root = resolve(import.meta.dirname, "..");
const out = resolve(process.argv[2] ?? "dist");
const require = createRequire(import.meta.url);
const read = (name) => JSON.parse(readFileSync(require.resolve(name), "utf-8"));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const codes = read("i18n-iso-countries/codes.json");
writeFileSync(
  resolve(out, "atlas.json"),
  JSON.stringify(atlas(read("world-atlas/countries-110m.json"), read("world-atlas/countries-50m.json"), codes)),
);

for (const [entry, format] of [["app", "es"], ["dossier", "iife"]]) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      lib: { entry: resolve(root, `src/${entry}.ts`), formats: [format], name: "allegiance", fileName: () => `${entry}.js` },
      chunkSizeWarningLimit: 1000,
    },
  });
}
