// Builds the bundle of entente serve into src/entente/serve/static; run it with: npm ci && npm run build
import { build } from "esbuild";
import { readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";

const out = "../src/entente/serve/static";
const entries = ["src/entente.js", "src/map.js", "src/entente.css"].filter((path) => existsSync(path));

await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
  charset: "utf8",
  loader: { ".json": "json", ".svg": "dataurl" },
  logLevel: "info",
});

// The licences of what is bundled travel with it.
const parts = ["htmx.org", "d3-geo", "d3-array", "internmap", "topojson-client", "world-atlas"];
const notes = [];
for (const part of parts) {
  const about = JSON.parse(await readFile(`node_modules/${part}/package.json`, "utf8"));
  notes.push(`${about.name} ${about.version} (${about.license})\n\n${(await readFile(`node_modules/${part}/LICENSE`, "utf8")).trim()}\n`);
}
await rm(`${out}/LICENSES.txt`, { force: true });
await writeFile(`${out}/LICENSES.txt`, notes.join("\n----\n\n"));
