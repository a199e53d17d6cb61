import * as vscode from "vscode";
import { ExecuteCommandRequest, State as ClientState, type LanguageClient } from "vscode-languageclient/node";
import { findBinary, versionOf } from "./binary";
import { makeClient, type Channels } from "./client";
import type { Binary } from "./resolve";
import type { State } from "./statusText";
import { coalesced } from "./timing";
import { watchFile } from "./watch";

const states: Record<ClientState, State> = {
  [ClientState.Starting]: "starting",
  [ClientState.Running]: "running",
  [ClientState.Stopped]: "failed", // nobody asked it to stop: such clients are no longer listened to
  [ClientState.StartFailed]: "failed",
};

/** How long a server may take to start, or to stop, before another one is started all the same. */
const patience = 3_000;

/** The server, through all its restarts. */
export class Server implements vscode.Disposable {
  state: State = "stopped";
  binary: Binary | undefined;
  private client: LanguageClient | undefined;
  private watch: { dispose(): void } | undefined;
  private started: Promise<void> = Promise.resolve();
  private restarted: Promise<void> = Promise.resolve();
  private readonly queue = coalesced(() => this.startAnew());
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeState = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext, private readonly channels: Channels) {}

  restart(why: string): Promise<void> {
    this.channels.log.info(`Starting the server: ${why}.`);
    this.restarted = this.queue();
    return this.restarted;
  }

  /** Has the server run one of its commands, once it is up. */
  async request<R>(command: string, ...args: unknown[]): Promise<R> {
    await this.restarted;
    await this.started;
    if (this.client?.isRunning() !== true) {
      throw new Error("the server is not running");
    }
    return await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args }) as R;
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.watch?.dispose();
    this.enter("stopped");
    if (client === undefined) {
      return;
    }
    await Promise.race([this.started, new Promise((resolve) => setTimeout(resolve, patience))]);
    if (!client.isRunning()) {
      client.serverProcess?.kill();
      return;
    }
    await client.dispose(patience).catch((error: unknown) => { this.channels.log.warn(`The server did not stop: ${String(error)}`); });
  }

  dispose(): void {
    this.watch?.dispose();
    this.changed.dispose();
  }

  private async startAnew(): Promise<void> {
    await this.stop();
    this.enter("starting");
    this.binary = undefined;
    const choice = findBinary(this.context);
    if ("tried" in choice) {
      this.fail(`trainlsp found no server to start. It looked for the one ${choice.tried.join("; then ")}.`);
      return;
    }
    this.binary = choice;
    this.watch = watchFile(choice.file, () => void this.offerRestart(choice));
    try {
      this.channels.log.info(`The server is ${choice.file}: ${choice.why}. It says: ${await versionOf(choice.file)}`);
    } catch (error) {
      this.fail(`trainlsp cannot start the server ${choice.why}. ${String(error)}`);
      return;
    }
    this.started = this.startClient(choice);
  }

  private async startClient({ file }: Binary): Promise<void> {
    const client = makeClient(file, this.channels, (one) => one === this.client);
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (client === this.client) {
        this.enter(states[newState]);
      }
    });
    // The client tells the user why it could not start; here its state says that it did not.
    await client.start().catch(() => undefined);
  }

  private enter(state: State): void {
    if (this.state !== state) {
      this.state = state;
      this.changed.fire();
    }
  }

  private fail(message: string): void {
    this.enter("failed");
    this.channels.log.error(message);
    const setting = "Open Setting";
    void vscode.window.showErrorMessage(message, setting).then((answer) =>
      answer === setting ? vscode.commands.executeCommand("workbench.action.openSettings", "trainlsp.path") : undefined);
  }

  private async offerRestart(binary: Binary): Promise<void> {
    this.channels.log.info(`${binary.file} has changed on disk.`);
    const answer = await vscode.window.showInformationMessage("trainlsp was updated. Restart it to use the new version.", "Restart");
    if (answer !== undefined && this.binary === binary) {
      await this.restart("its binary was updated");
    }
  }
}
