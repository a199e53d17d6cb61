// What is wrong with the script that is being edited, and what mends it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { becomes, expect } from "./checks.mjs";
import { files, fixed, lay } from "./fixtures.mjs";
import { summary, timeToSquiggle } from "./timing.mjs";

export async function findings({ check, vscode, project, numbers, server }) {
  const text = (path) => readFileSync(join(project, path), "utf8");
  const shown = (codes) => becomes("the problems", () => vscode.codes(), codes);
  // on runs a check on a script that has just been opened.
  const on = (path, found, name, work) => check(name, async () => {
    lay(project, files);
    await vscode.open(path);
    await shown(found);
    await work(path);
  });
  const onOrders = on.bind(null, "orders/train.py", ["missing_model_saving"]);

  await onOrders("Problems names the finding, its place and its page", async () => {
    const [problem] = await vscode.problems();
    expect("its severity", problem.severity, "error");
    expect("its message", problem.message, /the model is trained here and never saved/);
    expect("its place", problem.at, "[Ln 21, Col 11]");
    expect("its code's link", problem.page, /^https:.*missing_model_saving\.md$/);
  });

  await onOrders("the lens above the first line says what the script is", async () => {
    const lens = vscode.editor.locator(".codelens-decoration");
    await becomes("the lens", () => lens.first().innerText(), /^Training · XGBoost · 4 of 5/);
  });

  await onOrders("a hover says why the finding matters", async () => {
    await vscode.select("xgb.train");
    const box = await vscode.hover();
    await becomes("the hover", () => box.innerText(), /SageMaker packs \/opt\/ml\/model/);
    numbers.hover_px = await box.evaluate((content) => ({ height: content.scrollHeight, shown: content.clientHeight }));
    // VS Code shows 250 pixels: more than once again as much would be a page, not a hover.
    expect("whether the hover is short", numbers.hover_px.height < 2 * numbers.hover_px.shown, true);
  });

  await onOrders("the first fix mends the script, and the status bar says so", async (path) => {
    await becomes("the status", () => vscode.status.innerText(), /Training · XGBoost · 4 of 5/);
    await vscode.select("xgb.train");
    expect("the fixes", await vscode.fixMenu(), ["Save the model under SM_MODEL_DIR", "Ignore missing_model_saving on this line"]);
    await vscode.shot("menu of fixes");
    await vscode.image("quick-fix");
    await vscode.press("Enter");
    await shown([]);
    await becomes("the status", () => vscode.status.innerText(), /Training · XGBoost · 5 of 5/);
    await vscode.save();
    const added = text(path).split("\n").filter((line) => !files[path].includes(line));
    expect("what the fix adds", added.join("\n"), /^booster\.save_model\(os\.path\.join\(.*SM_MODEL_DIR.*\)\)$/);
    await vscode.press("Control+z");
    await shown(["missing_model_saving"]);
  });

  await onOrders("the last entry of the menu ignores the finding on its line", async (path) => {
    await vscode.select("xgb.train");
    await vscode.fixMenu();
    await vscode.fixes.last().click();
    await shown([]);
    await vscode.save();
    expect("the line", text(path).split("\n")[20], /  # trainlsp: ignore\[missing_model_saving\]$/);
  });

  const found = ["failure_swallowed", "missing_zero_grad", "model_saved_outside_model_dir", "unknown_sm_env_var"];
  await on("bicycles/train.py", found, "Fix All mends a script as the command line does", async (path) => {
    await vscode.press("Control+End");
    await vscode.shot("before Fix All");
    await vscode.image("before");
    await vscode.command("trainlsp: Fix All");
    await shown([]);
    await becomes("the status", () => vscode.status.innerText(), /Training · PyTorch · 5 of 5/);
    await vscode.press("Control+End");
    await vscode.image("after");
    await vscode.save();
    expect("the text", text(path), fixed(server, files[path]));
  });

  await onOrders("a fault is underlined while it is typed", async () => {
    await vscode.select("import xgboost as xgb");
    await vscode.press("End", "Enter", "Enter");
    const times = [];
    for (let run = 0; run < 7; run++) {
      await vscode.type('OUTPUT = os.environ["SM_OUTPUT_DATADIR"');
      times.push(await timeToSquiggle(vscode.page, "]", "warning"));
      await shown(["missing_model_saving", "unknown_sm_env_var"]);
      await vscode.press("Home", "Shift+End", "Delete");
      await shown(["missing_model_saving"]);
    }
    numbers.key_to_squiggle_ms = summary(times);
  });
}
