import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { binaryName, chooseBinary, type Binary, type NotFound } from "./resolve";

const windows = process.platform === "win32";

/** Chooses the server's binary as things are now. */
export function findBinary(context: vscode.ExtensionContext): Binary | NotFound {
  const bundled = context.asAbsolutePath(path.join("bundled", binaryName(windows)));
  makeExecutable(bundled);
  return chooseBinary({
    setting: vscode.workspace.getConfiguration("trainlsp").get("path", ""),
    trusted: vscode.workspace.isTrusted,
    home: os.homedir(),
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    searchPath: process.env["PATH"] ?? "",
    bundled,
    windows,
    runs,
    real,
  });
}

/** What a binary says about its version. A program that is another one, or does not run here, is an error. */
export async function versionOf(file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(file, ["version"], { timeout: 10_000 });
  if (!stdout.startsWith("trainlsp ")) {
    throw new Error(`${file} is not trainlsp: asked for its version, it says ${JSON.stringify(stdout.slice(0, 100))}`);
  }
  return stdout.trim();
}

/** Packages are unzipped without the files' modes on some systems. */
function makeExecutable(file: string): void {
  if (windows || !isFile(file) || runs(file)) {
    return;
  }
  try {
    fs.chmodSync(file, 0o755);
  } catch {
    // A folder that cannot be written: the choice goes on without this one, and says so.
  }
}

function runs(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
  } catch {
    return false;
  }
  return isFile(file);
}

const isFile = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

function real(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return file; // not there, so that it is not run either
  }
}
