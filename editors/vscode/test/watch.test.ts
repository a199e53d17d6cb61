import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { mock, test } from "node:test";
import { watchFile } from "../src/watch";

test("a change is told once, when the file is whole, and none after the end", (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "watch-"));
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => {
    mock.timers.reset();
    fs.rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, "trainlsp");
  fs.writeFileSync(file, "old");
  const told: string[] = [];
  const watch = watchFile(file, () => { told.push(fs.readFileSync(file, "utf8")); });
  const look = (): void => { mock.timers.tick(2_000); };

  look();
  look();
  assert.deepEqual(told, [], "nothing has changed");
  fs.rmSync(file);
  look();
  look();
  assert.deepEqual(told, [], "what is gone cannot be started");
  fs.writeFileSync(file, "half");
  look();
  fs.appendFileSync(file, " and whole");
  look();
  assert.deepEqual(told, [], "it is being written still");
  look();
  look();
  assert.deepEqual(told, ["half and whole"]);
  fs.writeFileSync(file, "and again");
  look();
  look();
  assert.deepEqual(told, ["half and whole", "and again"]);
  watch.dispose();
  fs.writeFileSync(file, "unseen, as nobody watches");
  look();
  look();
  assert.equal(told.length, 2);
});
