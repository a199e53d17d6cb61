import * as vscode from "vscode";
import { findBinary } from "./binary";

/** What a task in `tasks.json` may say. */
interface Definition extends vscode.TaskDefinition {
  readonly args?: readonly string[];
}

/** Offers `trainlsp check` for each folder of the workspace. Its findings become problems, those of open files aside. */
export function registerTasks(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.tasks.registerTaskProvider("trainlsp", {
    provideTasks: () => (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => taskOf(context, { type: "trainlsp" }, folder) ?? []),
    resolveTask: ({ definition, scope }) => taskOf(context, definition, scope),
  });
}

function taskOf(context: vscode.ExtensionContext, definition: Definition, scope: vscode.Task["scope"]): vscode.Task | undefined {
  const binary = findBinary(context);
  if ("tried" in binary) {
    return undefined;
  }
  const folder = typeof scope === "object" ? scope : vscode.workspace.workspaceFolders?.[0];
  const run = new vscode.ProcessExecution(binary.file, ["check", ...(definition.args ?? [])], folder && { cwd: folder.uri.fsPath });
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, "check workspace", "trainlsp", run, "$trainlsp");
}
