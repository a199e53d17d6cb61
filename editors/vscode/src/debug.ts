import * as vscode from "vscode";
import { versionOf } from "./binary";
import { requests } from "./names";
import type { Server } from "./server";

/** Everything that a bug report should say about the extension, VS Code and the server. */
export async function debugInformation(context: vscode.ExtensionContext, server: Server): Promise<string> {
  const { file = "", why = "none, see the output" } = server.binary ?? {};
  const facts = [
    ["extension", (context.extension.packageJSON as { version: string }).version],
    ["VS Code", `${vscode.version} (${vscode.env.appName}, ${process.platform}-${process.arch}${vscode.env.remoteName ? `, ${vscode.env.remoteName}` : ""})`],
    ["workspace", vscode.workspace.isTrusted ? "trusted" : "not trusted"],
    ["binary", why.includes(file) ? why : `${why}, ${file}`], // some reasons name it
    ["version", await versionOf(file).catch(String)],
    ["state", server.state],
  ];
  const ofServer = await server.request<string>(requests.debugInformation).catch(String);
  return `# trainlsp in VS Code\n\n${facts.map(([name, value]) => `- ${name}: ${value}\n`).join("")}\n${ofServer}`;
}
