import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, type Middleware, type StaticFeature } from "vscode-languageclient/node";
import { commands, requests, selector } from "./names";

/** Where a client writes. */
export interface Channels {
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
}

/** Makes the client of a server that is started with a binary. `wanted` says whether a server that ends is missed. */
export function makeClient(file: string, channels: Channels, wanted: (client: LanguageClient) => boolean): LanguageClient {
  const settings = vscode.workspace.getConfiguration("trainlsp");
  const args = ["serve", ...settings.get<string[]>("args", [])];
  const client = new LanguageClient("trainlsp", "trainlsp", { command: file, args }, {
    documentSelector: selector,
    outputChannel: channels.log,
    traceOutputChannel: channels.trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // The first diagnostics are under the user's settings, without a question before them.
    initializationOptions: () => vscode.workspace.getConfiguration("trainlsp"),
    diagnosticPullOptions: { onChange: true, onSave: true },
    middleware,
  });
  client.registerFeature(diagnosticsInHover);
  const byDefault = client.createDefaultErrorHandler();
  client.clientOptions.errorHandler = {
    // A write fails when the server has just ended. Its end is what counts, and closed hears of it.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => (wanted(client) ? byDefault.closed() : { action: CloseAction.DoNotRestart, handled: true }),
  };
  return client;
}

/** Says that VS Code shows the diagnostics of a place above its hover, so that the server need not repeat them there. */
const diagnosticsInHover: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { trainlsp: { diagnosticsInHover: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

const middleware: Middleware = {
  /** The server's own command shows a message; here there is a document to show. */
  provideCodeLenses: async (document, token, next) => {
    const lenses = await next(document, token);
    for (const { command } of lenses ?? []) {
      if (command?.command === requests.overview) {
        command.command = commands.validateScript;
      }
    }
    return lenses;
  },
};
