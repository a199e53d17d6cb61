import * as vscode from "vscode";
import { commands, requests, selector } from "./names";
import type { Server } from "./server";
import { statusView, unknown, type ScriptStatus } from "./statusText";
import { debounced, newest } from "./timing";

/** How long the keyboard rests before the script's status is asked for again. */
const delay = 300;

/** Shows the state of the server, and what it says about the script that is being edited. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("trainlsp.status", vscode.StatusBarAlignment.Right, 100);
  private readonly listeners: vscode.Disposable[];
  private readonly afterEdit = debounced(() => void this.refresh(), delay);
  private readonly update = newest(
    (document: vscode.TextDocument | undefined) => this.ask(document),
    ({ document, script }: { document: vscode.TextDocument | undefined; script: ScriptStatus | null }) => { this.show(document, script); },
  );

  constructor(private readonly server: Server) {
    this.item.name = "trainlsp";
    this.listeners = [
      server.onDidChangeState(() => void this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === activeDocument()?.uri.toString())) {
          void this.refresh();
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === activeDocument()) {
          this.afterEdit();
        }
      }),
    ];
    void this.refresh();
  }

  dispose(): void {
    this.afterEdit.cancel();
    vscode.Disposable.from(this.item, ...this.listeners).dispose();
  }

  private refresh(): Promise<void> {
    return this.update(activeDocument());
  }

  private async ask(document: vscode.TextDocument | undefined): Promise<{ document: typeof document; script: ScriptStatus | null }> {
    if (document === undefined || this.server.state !== "running") {
      return { document, script: unknown };
    }
    const script = await this.server.request<ScriptStatus | null>(requests.status, document.uri.toString()).catch(() => unknown);
    return { document, script };
  }

  private show(document: vscode.TextDocument | undefined, script: ScriptStatus | null): void {
    const view = statusView(this.server.state, script);
    if (document === undefined && !view.error) {
      this.item.hide();
      return;
    }
    this.item.text = view.text;
    this.item.accessibilityInformation = { label: `trainlsp: ${view.text.replace(/\$\(\S+\)\s*/g, "")}` };
    this.item.tooltip = new vscode.MarkdownString(view.tooltip, true);
    this.item.tooltip.isTrusted = { enabledCommands: Object.values(commands) };
    this.item.command = view.command;
    this.item.backgroundColor = view.error ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.show();
  }
}

/** The document that is being edited, if it is one that the server checks. */
function activeDocument(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && vscode.languages.match(selector, document) > 0 ? document : undefined;
}
