// The first minute: VS Code opens a project, and the extension starts with the first Python file.
import { becomes, expect, until, holds } from "./checks.mjs";
import { files, lay, layNotebook } from "./fixtures.mjs";
import { join } from "node:path";

export async function start({ check, vscode, project, numbers }) {
  lay(project, files);
  layNotebook(join(project, "rides"));

  await check("a trusted folder opens", async () => {
    await vscode.visit(project);
    await vscode.trust();
    await vscode.command("Problems: Focus on Problems View");
    if (process.env.E2E_IMAGES) await vscode.command("View: Toggle Primary Side Bar Visibility"); // more room for what they show
    expect("trainlsp in the status bar before any script is open", await vscode.status.count(), 0);
  }, { needed: true });

  await check("the extension starts with the first script, and underlines its fault", async () => {
    const start = performance.now();
    await vscode.open("orders/train.py");
    await becomes("the number of errors underlined", () => vscode.squiggles("error"), 1);
    numbers.open_to_squiggle_ms = Math.round(performance.now() - start);
  }, { needed: true });

  await check("VS Code says how long the activation took", async () => {
    await vscode.command("Developer: Show Running Extensions");
    const row = vscode.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: /^trainlsp/ });
    numbers.activation_ms = await until("a time of activation", async () => {
      const time = /Activation: (\d+)ms/.exec(await row.innerText());
      return holds(time && Number(time[1]));
    });
  });
}
