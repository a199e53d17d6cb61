import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { debugInformation } from "./debug";
import { Pages } from "./pages";
import { Server } from "./server";
import { StatusItem } from "./status";
import { registerTasks } from "./tasks";
import { debounced } from "./timing";
import { TraceChannel } from "./trace";

/** How long changes of settings are awaited before a restart; the running server is told of them meanwhile. */
const settling = 200;

let server: Server | undefined;

/** Starts the server, and does not wait for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("trainlsp", { log: true });
  const trace = new TraceChannel();
  const own = new Server(context, { log, trace });
  const pages = new Pages(own, () => debugInformation(context, own));
  server = own;
  const afterSettings = debounced(() => void own.restart("its path or its arguments changed"), settling);
  context.subscriptions.push(
    log, trace, own, pages, new StatusItem(own), registerCommands(own, pages, log), registerTasks(context),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("trainlsp.path") || change.affectsConfiguration("trainlsp.args")) {
        afterSettings();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void own.restart("the workspace is trusted now")),
  );
  void own.restart("the extension was activated");
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
