// Bundles the extension to dist/extension.js.
import { build } from "esbuild";

export async function bundle() {
  await build({
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["vscode"],
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
  });
}

if (process.argv[1] === import.meta.filename) {
  await bundle();
}
