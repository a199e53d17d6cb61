import path from "node:path";
import * as vscode from "vscode";
import { commands } from "./names";
import type { Pages } from "./pages";
import { pickRule } from "./rules";
import type { Server } from "./server";

type Handler = (argument?: unknown) => unknown;

/** Registers a handler for each of the extension's commands. */
export function registerCommands(server: Server, pages: Pages, log: vscode.LogOutputChannel): vscode.Disposable {
  let validated: vscode.Uri | undefined;
  const handlers: Record<keyof typeof commands, Handler> = {
    restart: () => server.restart("the user asked for it"),
    showOutput: () => { log.show(); },
    showRequirements: () => pages.preview("requirements", "Training script requirements"),
    validateScript: async (argument) => {
      validated = scriptOf(argument) ?? validated;
      if (validated === undefined) {
        throw new Error("open a Python script first");
      }
      await pages.preview("validation", `${path.posix.basename(validated.path)} validation`, validated.toString());
    },
    explainRule: async (argument) => {
      const name = typeof argument === "string" ? argument : await pickRule(server);
      if (name !== undefined) {
        await pages.preview("rule", name, name);
      }
    },
    fixAll: () => vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.trainlsp", apply: "first" }),
    showDebugInformation: () => pages.open("debug", "trainlsp debug information"),
  };
  return vscode.Disposable.from(...Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(commands[name as keyof typeof commands], reporting(handler, log))));
}

/** Tells the user why a command could not do its work. */
function reporting(handler: Handler, log: vscode.LogOutputChannel): Handler {
  return async (argument) => {
    try {
      return await handler(argument);
    } catch (error) {
      const message = `trainlsp: ${error instanceof Error ? error.message : String(error)}.`;
      log.error(message);
      if (await vscode.window.showErrorMessage(message, "Show Output") !== undefined) {
        log.show();
      }
      return undefined;
    }
  };
}

/** The script that a command is about: the one that its caller names, or the one that is being edited. */
function scriptOf(argument: unknown): vscode.Uri | undefined {
  if (typeof argument === "string") {
    return vscode.Uri.parse(argument, true);
  }
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "python" ? document.uri : undefined;
}
