// What there is to read: requirements, a script's validation, a rule's page, the session, the log.
import { becomes, expect } from "./checks.mjs";
import { files, lay } from "./fixtures.mjs";

export async function pages({ check, vscode, project, traced }) {
  const opened = async () => {
    lay(project, files);
    await vscode.open("orders/train.py");
    await becomes("the problems", () => vscode.codes(), ["missing_model_saving"]);
  };

  await check("the status bar opens the script's validation", async () => {
    await opened();
    await vscode.status.click();
    const page = await vscode.preview(/^Validation of .*train\.py/);
    const text = await page.locator("body").innerText();
    expect("the page", text, /4 of 5 requirements met/);
    expect("the page", text, /✗ saves the model/);
    await vscode.image("validation");
  });

  await check("Validate This Script opens it too", async () => {
    await opened();
    await vscode.command("trainlsp: Validate This Script");
    await vscode.preview(/^Validation of .*train\.py/);
  });

  await check("Show Requirements opens the table of requirements", async () => {
    await opened();
    await vscode.command("trainlsp: Show Requirements");
    const page = await vscode.preview(/^What a training script needs/);
    expect("the page", await page.locator("body").innerText(), /SM_MODEL_DIR/);
  });

  await check("Explain Rule offers the rules, and opens the chosen one's page", async () => {
    await opened();
    await vscode.command("trainlsp: Explain Rule");
    await vscode.choose("missing_zero_grad");
    const page = await vscode.preview(/^missing_zero_grad/);
    expect("the page", await page.locator("body").innerText(), /zero_grad\(\)/);
  });

  await check("Show Debug Information opens a text to copy", async () => {
    await opened();
    await vscode.command("trainlsp: Show Debug Information");
    await becomes("the text", () => vscode.lines(), /# trainlsp in VS Code[^]*extension: \d[^]*state: running/);
    // A line that is too long for the window is broken wherever there is room.
    const binary = (await vscode.lines()).replaceAll("\n", "");
    expect("the server", binary, traced ? /binary: .*trainlsp\.path/ : /binary: .*the extension's own/);
  });

  await check("Show Output shows the log", async () => {
    await vscode.command("trainlsp: Show Output");
    const chosen = vscode.page.locator(".part.panel .monaco-select-box, .part.panel select");
    await becomes("the chosen output", () => chosen.first().evaluate((box) => box.selectedOptions?.[0].text ?? box.textContent), "trainlsp");
  });

  await vscode.command("Problems: Focus on Problems View");
}
