// Makes the package for one platform, with its server inside: node scripts/package.mjs [TARGET]
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createVSIX } from "@vscode/vsce";
import { bundle } from "./build.mjs";
import { notices } from "./notices.mjs";
import { host, targets } from "./targets.mjs";

const folder = path.resolve(import.meta.dirname, "..");
const target = process.argv[2] ?? host;
const platform = platformOf(target);
process.chdir(folder);
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const environment = {
  CGO_ENABLED: "1",
  GOOS: platform.goos,
  GOARCH: platform.goarch,
  GOARM: platform.goarm,
  CC: process.env["CC"] ?? (target === host ? undefined : platform.cc),
};
const inputs = await bundle();
writeFileSync("dist/NOTICES.txt", notices(inputs, environment));
buildServer();
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

/** @param {string} name */
function platformOf(name) {
  const found = targets[name];
  if (found === undefined) {
    throw new Error(`There is no target ${name}; there are ${Object.keys(targets).join(", ")}.`);
  }
  return found;
}

function buildServer() {
  const file = path.join(folder, "bundled", platform.goos === "windows" ? "trainlsp.exe" : "trainlsp");
  rmSync(path.dirname(file), { recursive: true, force: true });
  mkdirSync(path.dirname(file));
  const linking = platform.goos === "linux" ? " -linkmode external -extldflags -static" : "";
  const ldflags = `-s -w -X main.release=${version}${linking}`;
  execFileSync("go", ["build", "-trimpath", "-tags", "netgo,osusergo", "-ldflags", ldflags, "-o", file, "./cmd/trainlsp"], {
    cwd: path.resolve(folder, "../.."),
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  chmodSync(file, 0o755);
}
