// The settings take effect at once, and a restart changes nothing.
import { setTimeout as pause } from "node:timers/promises";
import { becomes } from "./checks.mjs";
import { configure, files, lay } from "./fixtures.mjs";

const ALL = ["failure_swallowed", "missing_zero_grad", "model_saved_outside_model_dir", "unknown_sm_env_var"];

export async function settings({ check, vscode, project }) {
  const shown = (codes) => becomes("the problems", () => vscode.codes(), codes);
  const changed = (name, settings, work) => check(name, async () => {
    lay(project, files);
    configure(project, {});
    await vscode.open("bicycles/train.py");
    await shown(ALL);
    configure(project, settings);
    await work();
    configure(project, {});
    await shown(ALL);
  });

  await changed("a rule that the settings ignore is silent", { "trainlsp.ignore": ["failure_swallowed"] }, () => shown(ALL.slice(1)));

  await changed("only the rules that the settings select are heard", { "trainlsp.select": ["missing_zero_grad"] }, () => shown(["missing_zero_grad"]));

  await changed("the settings give a rule its severity", { "trainlsp.severity": { missing_zero_grad: "error" } }, () =>
    becomes("its severity", async () => (await vscode.problems()).find(({ code }) => code === "missing_zero_grad")?.severity, "error"));

  await changed("switched off, it says nothing", { "trainlsp.enable": false }, () => shown([]));

  const onSave = { "trainlsp.run": "onSave", "trainlsp.ignore": ["failure_swallowed"] }; // the latter shows that both are in force
  await changed("told to run on saving, it waits for that", onSave, async () => {
    await shown(ALL.slice(1));
    await vscode.select("def read(name)");
    await vscode.press("Home");
    await vscode.type('EXTRA = os.environ["SM_MODLE_DIR"]\n\n');
    await pause(1500); // nothing tells that nothing will come: many times what a finding takes
    await shown(ALL.slice(1));
    await vscode.save();
    await shown([...ALL.slice(1), "unknown_sm_env_var"]);
    lay(project, files); // the editor takes up the file as it was
  });

  await check("after a restart everything is as before", async () => {
    lay(project, files);
    await vscode.open("bicycles/train.py");
    await shown(ALL);
    const before = await vscode.problems();
    await vscode.watchStatus();
    await vscode.command("trainlsp: Restart Server");
    await becomes("the status bar's icons", () => vscode.iconsShown(), /^info .*sync.* info$/);
    await becomes("the problems", () => vscode.problems(), before);
  });
}
