import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createProtocolConnection, ExecuteCommandRequest, ExitNotification, InitializeRequest, InitializedNotification,
  ShowMessageNotification, ShutdownRequest, StreamMessageReader, StreamMessageWriter, type InitializeResult,
} from "vscode-languageserver-protocol/node";

/** The binary that the tests ask. */
export const binary = process.env["TRAINLSP"] ?? "";

/** Starts a server with settings, and gives what it can do and what it said to the user. */
export async function introduce(settings: unknown): Promise<{ result: InitializeResult; messages: string[] }> {
  const server = spawn(binary, ["serve"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const messages: string[] = [];
  connection.onNotification(ShowMessageNotification.type, ({ message }) => { messages.push(message); });
  connection.listen();
  const result = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null, // eslint-disable-line @typescript-eslint/no-deprecated -- it has to be there all the same
    capabilities: {},
    initializationOptions: settings,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendRequest(ExecuteCommandRequest.type, { command: "trainlsp.listRules" }); // what it had to say has come by now
  await connection.sendRequest(ShutdownRequest.type);
  const exit = once(server, "exit");
  await connection.sendNotification(ExitNotification.type);
  await exit;
  return { result, messages };
}
