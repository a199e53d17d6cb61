// Bundles the extension to dist/extension.js, and gives the files that are in it.
import { build } from "esbuild";

export async function bundle() {
  const { metafile } = await build({
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["vscode"],
    minify: true,
    legalComments: "none", // the licences go into a file of their own
    metafile: true,
    logLevel: "warning",
  });
  return Object.keys(metafile.inputs);
}

if (process.argv[1] === import.meta.filename) {
  await bundle();
}
