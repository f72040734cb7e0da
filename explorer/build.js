// Bundles src/ into dist/ and puts the licences of what is bundled beside it.
import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

mkdirSync("dist", { recursive: true });
const { metafile } = await build({
  entryPoints: { explorer: "src/main.js" },
  bundle: true,
  minify: true,
  format: "iife", // a classic script, which a browser also loads from a folder
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // they stand in licences.txt
  outdir: "dist",
  metafile: true,
});
await build({ entryPoints: { explorer: "src/style.css" }, minify: true, outdir: "dist" });
copyFileSync("src/index.html", "dist/index.html");
writeFileSync("dist/licences.txt", licences(packages(metafile)));

function packages({ inputs }) {
  const named = (path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
  return [...new Set(Object.keys(inputs).map(named).filter(Boolean))].sort();
}

function licences(names) {
  return names
    .map((name) => {
      const folder = join("node_modules", name);
      const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file || !existsSync(join(folder, file))) throw new Error(`${name} has no licence file`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    })
    .join(`\n${"-".repeat(72)}\n\n`);
}
