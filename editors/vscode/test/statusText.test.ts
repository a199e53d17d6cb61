import assert from "node:assert/strict";
import { test } from "node:test";
import { commands } from "../src/names";
import { statusView, unknown, type ScriptStatus } from "../src/statusText";

const script: ScriptStatus = { text: "Training · XGBoost · 5 of 5", met: 5, of: 5, tooltip: "**Everything** is there." };

for (const [name, state, status, text, command] of [
  ["a script that has everything", "running", script, "$(pass) Training · XGBoost · 5 of 5", commands.validateScript],
  ["a script that lacks something", "running", { ...script, text: "Training · 4 of 5", met: 4 }, "$(info) Training · 4 of 5", commands.validateScript],
  ["a file that is no training script", "running", { ...unknown, tooltip: "It loads." }, "$(pass) trainlsp", commands.showOutput],
  ["a document that is not checked", "running", null, "$(circle-slash) trainlsp", commands.showOutput],
  ["a server that starts", "starting", script, "$(sync~spin) trainlsp", commands.showOutput],
  ["a server that was stopped", "stopped", script, "$(circle-slash) trainlsp", commands.showOutput],
  ["a server that failed", "failed", script, "$(error) trainlsp", commands.showOutput],
] as const) {
  test(name, () => {
    const view = statusView(state, status);
    assert.deepEqual({ text: view.text, command: view.command, error: view.error }, { text, command, error: state === "failed" });
  });
}

test("the tooltip is the server's, with links to commands that there are", () => {
  const { tooltip } = statusView("running", script);
  assert.match(tooltip, /^\*\*Everything\*\* is there\.\n\n/);
  const linked = [...tooltip.matchAll(/\]\(command:([\w.]+)\)/g)].map(([, command]) => command);
  assert.deepEqual(linked, [commands.validateScript, commands.showRequirements, commands.showOutput, commands.restart]);
});

test("a file without a tooltip of its own says that trainlsp runs", () => {
  assert.match(statusView("running", unknown).tooltip, /^trainlsp is running\./);
});
