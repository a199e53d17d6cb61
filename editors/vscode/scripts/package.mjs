// Makes the package for one platform, with its server inside: node scripts/package.mjs [TARGET]
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createVSIX } from "@vscode/vsce";
import { bundle } from "./build.mjs";
import { host, targets } from "./targets.mjs";

const folder = path.resolve(import.meta.dirname, "..");
const target = process.argv[2] ?? host;
const platform = targets[target];
if (platform === undefined) {
  throw new Error(`There is no target ${target}; there are ${Object.keys(targets).join(", ")}.`);
}
process.chdir(folder);
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
await bundle();
buildServer(platform);
const packagePath = `trainlsp-${target}-${version}.vsix`;
// Links in the README lead to this folder of the repository.
const pages = "https://github.com/trainlsp/trainlsp";
await createVSIX({
  target,
  packagePath,
  dependencies: false,
  baseContentUrl: `${pages}/blob/HEAD/editors/vscode`,
  baseImagesUrl: `${pages}/raw/HEAD/editors/vscode`,
});
console.log(packagePath);

/** @param {{ goos: string, goarch: string, goarm?: string, cc: string }} platform */
function buildServer({ goos, goarch, goarm, cc }) {
  const file = path.join(folder, "bundled", goos === "windows" ? "trainlsp.exe" : "trainlsp");
  rmSync(path.dirname(file), { recursive: true, force: true });
  mkdirSync(path.dirname(file));
  const linking = goos === "linux" ? " -linkmode external -extldflags -static" : "";
  const ldflags = `-s -w -X main.release=${version}${linking}`;
  execFileSync("go", ["build", "-trimpath", "-tags", "netgo,osusergo", "-ldflags", ldflags, "-o", file, "./cmd/trainlsp"], {
    cwd: path.resolve(folder, "../.."),
    stdio: "inherit",
    env: { ...process.env, CGO_ENABLED: "1", GOOS: goos, GOARCH: goarch, GOARM: goarm, CC: process.env["CC"] ?? (target === host ? undefined : cc) },
  });
  chmodSync(file, 0o755);
}
