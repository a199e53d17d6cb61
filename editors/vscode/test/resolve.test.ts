import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseBinary, expand, type Surroundings } from "../src/resolve";

const home = "/home/ada";
const bundled = "/extensions/trainlsp/bundled/trainlsp";

/** A machine on which these files can be run. */
function machine(files: readonly string[], other: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: "", trusted: true, home, folders: ["/src/project"], searchPath: "/usr/bin:/src/project/bin", bundled,
    windows: false, runs: (file) => files.includes(file), real: (file) => file, ...other,
  };
}

const everywhere = ["/opt/trainlsp", "/usr/bin/trainlsp", "/src/project/bin/trainlsp", bundled];

function chosen(s: Surroundings): string {
  const choice = chooseBinary(s);
  return "file" in choice ? choice.file : `none of ${choice.tried.join("; ")}`;
}

for (const [name, s, expected] of [
  ["the setting goes first", machine(everywhere, { setting: "/opt/trainlsp" }), "/opt/trainlsp"],
  ["a setting with blanks around it", machine(everywhere, { setting: " /opt/trainlsp " }), "/opt/trainlsp"],
  ["PATH goes before the bundle", machine(everywhere), "/usr/bin/trainlsp"],
  ["the folders of PATH, in their order", machine(everywhere, { searchPath: "/none:/src/project/bin:/usr/bin" }), "/src/project/bin/trainlsp"],
  ["the bundle is there when nothing else is", machine([bundled]), bundled],
  ["a setting that names nothing is not made up for", machine(everywhere, { setting: "~/trainlsp" }),
    "none of named by the setting trainlsp.path, /home/ada/trainlsp"],
  ["a relative setting names nothing", machine(["bin/trainlsp"], { setting: "bin/trainlsp" }),
    "none of named by the setting trainlsp.path, bin/trainlsp"],
  ["a relative folder on PATH counts for nothing", machine(["bin/trainlsp", "trainlsp"], { searchPath: "bin:.::" }),
    `none of on PATH; the extension's own, ${bundled}`],
  ["without trust, the bundle goes before PATH and the setting", machine(everywhere, { trusted: false, setting: "/opt/trainlsp" }), bundled],
  ["without trust and a bundle, PATH counts", machine(["/usr/bin/trainlsp"], { trusted: false }), "/usr/bin/trainlsp"],
  ["without trust, nothing in the workspace is run", machine(["/src/project/bin/trainlsp"], { trusted: false }),
    `none of the extension's own, ${bundled}; on PATH, outside the workspace`],
  ["without trust, no link into the workspace is followed",
    machine(["/usr/bin/trainlsp"], { trusted: false, real: (file) => file.replace("/usr/bin", "/src/project/evil") }),
    `none of the extension's own, ${bundled}; on PATH, outside the workspace`],
  ["a folder that only begins like the workspace lies outside",
    machine(["/src/project2/trainlsp"], { trusted: false, searchPath: "/src/project2" }), "/src/project2/trainlsp"],
  ["a folder whose name begins with two dots lies inside",
    machine(["/src/project/..bin/trainlsp"], { trusted: false, searchPath: "/src/project/..bin" }),
    `none of the extension's own, ${bundled}; on PATH, outside the workspace`],
  ["Windows has its own separators and suffix",
    machine(["C:\\tools\\trainlsp.exe"], { windows: true, searchPath: "D:\\none;C:\\tools" }), "C:\\tools\\trainlsp.exe"],
  ["on Windows the workspace is the same in capitals",
    machine(["C:\\Src\\trainlsp.exe"], { windows: true, trusted: false, searchPath: "C:\\Src", folders: ["c:\\src"] }),
    `none of the extension's own, ${bundled}; on PATH, outside the workspace`],
] as const) {
  test(name, () => { assert.equal(chosen(s), expected); });
}

test("the reason says whether the workspace is trusted", () => {
  assert.deepEqual(chooseBinary(machine([bundled])), { file: bundled, why: `the extension's own, ${bundled}` });
  assert.deepEqual(chooseBinary(machine([bundled], { trusted: false })),
    { file: bundled, why: `the extension's own, ${bundled}, as the workspace is not trusted` });
});

for (const [setting, expected] of [
  ["~/bin/trainlsp", "/home/ada/bin/trainlsp"],
  ["~\\bin\\trainlsp", "/home/ada\\bin\\trainlsp"],
  ["~", "/home/ada"],
  ["~ada/trainlsp", "~ada/trainlsp"],
  ["${workspaceFolder}/bin/trainlsp", "/src/$&/bin/trainlsp"],
  ["/opt/~/trainlsp", "/opt/~/trainlsp"],
] as const) {
  test(`${setting} means ${expected}`, () => { assert.equal(expand(setting, { home, folders: ["/src/$&", "/other"] }), expected); });
}

test("without a folder its variable stays, and names nothing", () => {
  assert.equal(expand("${workspaceFolder}/trainlsp", { home, folders: [] }), "${workspaceFolder}/trainlsp");
});
