// The licences of what others wrote and a package holds: npm's packages in the bundle, Go's library, and the modules in the server.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(import.meta.dirname, "../../..");

/**
 * @param {readonly string[]} inputs the files that the bundle is made of
 * @param {Record<string, string | undefined>} platform Go's environment for the server
 */
export function notices(inputs, platform) {
  const owners = [...npmPackages(inputs), ...goModules(platform)].sort(([a], [b]) => a.localeCompare(b));
  return owners.map(([name, folder]) => `${name}\n\n${licence(name, folder)}\n`).join(`\n${"-".repeat(80)}\n\n`);
}

/** @param {readonly string[]} inputs @returns {Iterable<[name: string, folder: string]>} */
function npmPackages(inputs) {
  const folders = inputs.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return new Map(folders.map((folder) => [folder.replace(/^.*node_modules\//, ""), folder]));
}

/** @param {Record<string, string | undefined>} platform @returns {[name: string, folder: string][]} */
function goModules(platform) {
  const go = (/** @type {string[]} */ ...args) =>
    execFileSync("go", args, { cwd: repository, env: { ...process.env, ...platform }, encoding: "utf8" }).trim();
  const listed = go("list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./cmd/trainlsp");
  const modules = new Map(listed.split("\n").filter(Boolean).map((line) => /** @type {[string, string]} */ (line.split("\t"))));
  return [["Go", go("env", "GOROOT")], ...modules];
}

/** @param {string} name @param {string} folder */
function licence(name, folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0) {
    throw new Error(`${name} has no licence in ${folder}`);
  }
  return files.map((file) => readFileSync(path.join(folder, file), "utf8").trim()).join("\n\n");
}
