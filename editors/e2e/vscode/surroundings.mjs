// More than one file: launchers, notebooks, texts without a file, the whole workspace.
import { becomes, holds, until } from "./checks.mjs";
import { files, lay } from "./fixtures.mjs";

export async function surroundings({ check, vscode, project }) {
  const shown = (codes) => becomes("the problems", () => vscode.codes(), codes);

  await check("what a launcher passes, unsaved, shows in its script", async () => {
    lay(project, files);
    await vscode.open("parcels/source/parcels.py");
    await vscode.command("View: Split Editor Right");
    await vscode.open("parcels/launch.py");
    await shown([]);
    await vscode.select("trees");
    await vscode.type("bootstrap"); // a switch, which takes no value
    await shown(["argparse_flag_as_hyperparameter"]);
    await vscode.select("bootstrap");
    await vscode.type("forest"); // which the script does not know: both are told
    await shown(["hyperparameter_not_accepted", "hyperparameter_not_accepted"]);
  });

  await check("a launcher in a notebook is checked in its cells", async () => {
    await vscode.open("rides/rides.ipynb");
    await until("the notebook's problems", async () => {
      const codes = await vscode.codes();
      return holds(codes, ["api_limit", "sdk_v1_argument", "spot_configuration"].every((code) => codes.includes(code)));
    });
    await vscode.page.locator(".markers-panel .monaco-list-row", { hasText: "api_limit" }).dblclick();
    await becomes("whether the cell is underlined", async () => (await vscode.page.locator(".notebookOverlay .squiggly-error").count()) > 0, true);
    await vscode.shot("notebook");
  });

  await check("a text that is no file yet is checked", async () => {
    await vscode.command("File: New Untitled Text File");
    await vscode.command("Change Language Mode");
    await vscode.choose("Python");
    await vscode.type(files["orders/train.py"]);
    await shown(["missing_model_saving"]);
  });

  await check("the task puts the workspace's findings into Problems", async () => {
    await vscode.command("Tasks: Run Task");
    await vscode.choose("trainlsp");
    await vscode.choose("trainlsp: check workspace");
    await vscode.command("Problems: Focus on Problems View");
    await until("the workspace's problems", async () => {
      const codes = await vscode.codes();
      return holds(codes, ["missing_model_saving", "missing_zero_grad"].every((code) => codes.includes(code)));
    });
  });
}
