import * as vscode from "vscode";

/**
 * The channel of the messages between VS Code and the server. The library writes to it only while its log level is
 * Trace, which users have to set elsewhere; this one has that level whenever the setting `trainlsp.trace.server` asks
 * for messages. It is made on the first of them, so that nobody sees an empty one.
 */
export class TraceChannel implements vscode.LogOutputChannel {
  readonly name = "trainlsp Messages";
  private channel: vscode.OutputChannel | undefined;
  private readonly levelChanged = new vscode.EventEmitter<vscode.LogLevel>();
  private readonly listener: vscode.Disposable;
  readonly onDidChangeLogLevel = this.levelChanged.event;

  constructor() {
    this.listener = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("trainlsp.trace.server")) {
        this.levelChanged.fire(this.logLevel);
      }
    });
  }

  get logLevel(): vscode.LogLevel {
    const wanted = vscode.workspace.getConfiguration("trainlsp").get<string>("trace.server", "off");
    return wanted === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  trace(message: string): void { this.appendLine(`${new Date().toISOString()} ${message}`); }
  debug(message: string): void { this.trace(message); }
  info(message: string): void { this.trace(message); }
  warn(message: string): void { this.trace(message); }
  error(message: string | Error): void { this.trace(String(message)); }

  append(value: string): void { this.open().append(value); }
  appendLine(value: string): void { this.open().appendLine(value); }
  replace(value: string): void { this.open().replace(value); }
  clear(): void { this.channel?.clear(); }
  show(): void { this.open().show(true); }
  hide(): void { this.channel?.hide(); }

  dispose(): void {
    this.listener.dispose();
    this.levelChanged.dispose();
    this.channel?.dispose();
  }

  private open(): vscode.OutputChannel {
    this.channel ??= vscode.window.createOutputChannel(this.name);
    return this.channel;
  }
}
