import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { commands, requests } from "../src/names";
import { host, targets } from "../scripts/targets.mjs";
import { binary, introduce } from "./server";

interface Property {
  readonly default: unknown;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly markdownDescription?: string;
  readonly additionalProperties?: { readonly enum: readonly string[] };
}

interface Manifest {
  readonly version: string;
  readonly icon: string;
  readonly devDependencies: Record<string, string>;
  readonly engines: { readonly vscode: string };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly title: string }[];
    readonly menus: Record<string, readonly { readonly command: string }[]>;
    readonly configuration: { readonly properties: Record<string, Property> };
    readonly problemMatchers: readonly [{ readonly name: string; readonly pattern: Record<string, number> & { readonly regexp: string } }];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown?: string; readonly image?: string };
}

const read = (file: string): string => fs.readFileSync(file, "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const { properties } = manifest.contributes.configuration;
const named = Object.values<string>(commands);

test("every command is contributed, and every one contributed is there", () => {
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), named.toSorted());
  for (const { command, category, title } of manifest.contributes.commands) {
    assert.equal(category, "trainlsp", command);
    assert.match(title, /^[A-Z]/, command);
  }
});

test("menus, settings and the walkthrough lead to commands that are there", () => {
  const { menus, walkthroughs } = manifest.contributes;
  const inMenus = Object.values(menus).flat().map(({ command }) => command);
  const inText = [...JSON.stringify([properties, walkthroughs]).matchAll(/\(command:(trainlsp\.\w+)/g)].map(([, command]) => command);
  assert.notEqual(inText.length, 0);
  for (const command of [...inMenus, ...inText]) {
    assert.ok(named.includes(command ?? ""), command);
  }
});

test("the commands asked of the server are its own, and none of the extension's is", async () => {
  const { result } = await introduce({});
  const ofServer = result.capabilities.executeCommandProvider?.commands ?? [];
  assert.deepEqual(Object.values<string>(requests).filter((name) => !ofServer.includes(name)), []);
  assert.deepEqual(named.filter((name) => ofServer.includes(name)), []);
});

test("every setting is described, has a scope and a default, and stands in the README", () => {
  const readme = read("README.md");
  for (const [name, { default: value, scope = "", markdownDescription = "" }] of Object.entries(properties)) {
    assert.match(markdownDescription, /^[A-Z].*\.$/s, name);
    assert.match(scope, /^(resource|window|machine-overridable)$/, name);
    assert.notEqual(value, undefined, name);
    assert.ok(readme.includes(`\`${name}\``), name);
  }
});

test("what decides about the program that is run is left out where there is no trust", () => {
  const deciding = Object.keys(properties).filter((name) => properties[name]?.scope === "machine-overridable");
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, deciding);
});

/** The settings as VS Code sends them: an object, with one more in it for each dot. */
function sent(values: Record<string, unknown>): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [key = "", inner] = name.replace("trainlsp.", "").split(".");
    settings[key] = inner === undefined ? value : { [inner]: value };
  }
  return settings;
}

test("the server knows every setting, with its default and each value on offer", async () => {
  const offers = Object.entries(properties).flatMap(([name, { default: value, enum: values = [], additionalProperties }]) => [
    { [name]: value },
    ...values.map((one) => ({ [name]: one })),
    ...(additionalProperties?.enum ?? []).map((one) => ({ [name]: { missing_model_saving: one } })),
  ]);
  for (const offer of offers) {
    assert.deepEqual((await introduce(sent(offer))).messages, [], JSON.stringify(offer));
  }
  const { messages } = await introduce(sent({ "trainlsp.noSuchSetting": 1, "trainlsp.run": "sometimes" }));
  assert.match(messages.join("\n"), /trainlsp\.run[\s\S]*noSuchSetting/);
});

test("the problem matcher reads what `trainlsp check` writes", () => {
  const check = (...flags: string[]): string =>
    spawnSync(binary, ["check", "--exit-zero", ...flags, "testdata/readme/train.py"], { cwd: "../..", encoding: "utf8" }).stdout;
  const [{ pattern }] = manifest.contributes.problemMatchers;
  const expression = new RegExp(pattern.regexp);
  const seen = check().split("\n").map((line) => expression.exec(line)).filter((match) => match !== null).map((match) => {
    const part = (name: string): string => match[pattern[name] ?? -1] ?? "";
    return { file: part("file"), line: Number(part("line")), column: Number(part("column")), severity: part("severity"), code: part("code") };
  });
  const { files } = JSON.parse(check("--output-format", "json")) as {
    files: { path: string; issues: { category: string; severity: string; range: { start: { line: number; character: number } } }[] }[];
  };
  const expected = files.flatMap(({ path: file, issues }) => issues.map(({ category, severity, range: { start } }) =>
    ({ file, line: start.line + 1, column: start.character + 1, severity, code: category })));
  assert.notEqual(expected.length, 0);
  assert.deepEqual(seen, expected);
  assert.equal(expression.exec("C:\\steps\\train.py:3:1: ERROR A path: with [brackets] in it. [api_limit]")?.[pattern["file"] ?? -1], "C:\\steps\\train.py");
});

test("the icon and what the walkthrough shows are there", () => {
  assert.ok(fs.existsSync(manifest.icon));
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  assert.ok(steps.length >= 3 && steps.length <= 5);
  assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length);
  for (const { media } of steps) {
    assert.ok(fs.existsSync(media.markdown ?? media.image ?? ""), JSON.stringify(media));
  }
});

test("the trainlsp.toml that the walkthrough shows is one", (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "settings-"));
  t.after(() => { fs.rmSync(folder, { recursive: true }); });
  const shown = /```toml\n(.*?)```/s.exec(read("walkthrough/settle.md"))?.[1] ?? "";
  const complaints = (settings: string): string => {
    fs.writeFileSync(path.join(folder, "trainlsp.toml"), settings);
    fs.writeFileSync(path.join(folder, "train.py"), "");
    return spawnSync(binary, ["check"], { cwd: folder, encoding: "utf8" }).stderr;
  };
  assert.notEqual(shown, "");
  assert.equal(complaints(shown), "");
  assert.match(complaints(shown.replace("step-types", "step-tipes")), /step-tipes/);
});

test("each platform of VS Code has its package", () => {
  assert.deepEqual(Object.keys(targets).toSorted(), [
    "alpine-arm64", "alpine-x64", "darwin-arm64", "darwin-x64", "linux-arm64", "linux-armhf", "linux-x64", "win32-arm64", "win32-x64",
  ]);
  assert.ok(host in targets, host);
  const known = spawnSync("go", ["tool", "dist", "list"], { encoding: "utf8" }).stdout.split("\n");
  const releasing = read("RELEASING.md");
  for (const [target, { goos, goarch, cc }] of Object.entries(targets)) {
    assert.ok(known.includes(`${goos}/${goarch}`), target);
    assert.ok(releasing.includes(`| \`${target}\` | \`${cc}\` |`), `${target} stands in RELEASING.md with its compiler`);
  }
});

test("versions are exact, and the changelog knows this one", () => {
  for (const [name, version] of Object.entries(manifest.devDependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
  }
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"] ?? ""}`);
  assert.match(read("CHANGELOG.md"), new RegExp(`^## ${manifest.version.replaceAll(".", "\\.")}$`, "m"));
  assert.equal(read("LICENSE"), read("../../LICENSE"));
});
