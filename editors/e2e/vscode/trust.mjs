// A workspace that is not trusted must not choose what is run.
import { chmodSync, existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { becomes, expect, holds, until } from "./checks.mjs";
import { files, lay } from "./fixtures.mjs";

export async function trust({ check, vscode, project }) {
  const fake = join(project, "tools", "trainlsp");
  const proof = join(project, "fake-was-run");
  lay(project, {
    "orders/train.py": files["orders/train.py"],
    "tools/trainlsp": `#!/bin/sh\necho "$@" >>"${proof}"\n`,
    ".vscode/settings.json": JSON.stringify({ "trainlsp.path": fake }),
  });
  chmodSync(fake, 0o755);

  await check("a folder that is not trusted is checked, with no program of its own", async () => {
    await vscode.visit(realpathSync(project));
    await vscode.command("Problems: Focus on Problems View");
    await vscode.open("orders/train.py");
    await becomes("the problems", () => vscode.codes(), ["missing_model_saving"]);
    expect("the folder's program was run", existsSync(proof), false);
  });

  await check("once the folder is trusted, its program is run", async () => {
    await vscode.trust();
    await until("the folder's program was run", async () => holds(existsSync(proof)));
    await becomes("what VS Code says", async () => (await vscode.notifications()).join(), /cannot start the server named by the setting trainlsp\.path/);
    await becomes("the status bar's color", () => vscode.status.getAttribute("class"), /error-kind/);
  });
}
