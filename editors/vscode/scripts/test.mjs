// Runs the unit tests. Some of them ask a server that is built from this tree.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

process.chdir(path.resolve(import.meta.dirname, ".."));
rmSync(".test", { recursive: true, force: true });
const tests = readdirSync("test").filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => `test/${name}`),
  outdir: ".test",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
const trainlsp = path.resolve(".test/trainlsp");
execFileSync("go", ["build", "-o", trainlsp, "./cmd/trainlsp"], { cwd: "../..", stdio: "inherit" });
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...tests.map((name) => `.test/${name.replace(/ts$/, "mjs")}`)], {
  stdio: "inherit",
  env: { ...process.env, TRAINLSP: trainlsp },
});
process.exitCode = status ?? 1;
