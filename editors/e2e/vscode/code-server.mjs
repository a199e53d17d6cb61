// A code-server of its own: with the extension installed, its own settings, and nothing of the user's.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { holds, until } from "./checks.mjs";

const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.editor.useModal": "off",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "files.hotExit": "off",
  "files.autoSave": "off", // in a browser it is on by itself
  "editor.minimap.enabled": false,
  "editor.scrollBeyondLastLine": false,
  "editor.stickyScroll.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.hover.delay": 100,
  // What the user types is what must stand there.
  "editor.autoIndent": "none",
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "window.commandCenter": false,
  "window.title": "${dirty}${activeEditorShort}${separator}${rootName}",
  "remote.autoForwardPorts": false,
};

export class CodeServer {
  constructor({ tools, log, server }) {
    this.home = mkdtempSync(join(tmpdir(), "trainlsp-vscode-"));
    this.log = log;
    this.environment = environment(this.home);
    this.program = join(tools, "bin", "code-server");
    this.folders = ["--user-data-dir", join(this.home, "data"), "--extensions-dir", join(this.home, "extensions")];
    this.write("User", SETTINGS);
    // Which program is run is a setting of the machine that runs it.
    if (server) this.write("Machine", { "trainlsp.path": server });
  }

  write(scope, settings) {
    const folder = join(this.home, "data", scope);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  }

  // start installs the extension and waits until the workbench can be opened.
  async start(vsix) {
    const output = openSync(this.log, "w");
    const stdio = ["ignore", output, output];
    execFileSync(this.program, [...this.folders, "--install-extension", vsix], { stdio });
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}/`;
    const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check",
      "--disable-getting-started-override", "--ignore-last-opened"];
    // In a group of its own, so that its extension hosts end with it.
    this.process = spawn(this.program, [...this.folders, ...flags], { detached: true, stdio, env: this.environment });
    await until("code-server answers", async () => {
      if (this.process.exitCode !== null) throw new Error(`code-server ended: see ${this.log}`);
      return holds(await fetch(`${this.address}healthz`).then((answer) => answer.ok, () => false));
    }, 60_000);
  }

  async stop() {
    if (this.process?.exitCode === null) {
      const ended = new Promise((resolve) => this.process.on("exit", resolve));
      for (const [signal, after] of [["SIGTERM", 0], ["SIGKILL", 5000]]) {
        setTimeout(() => this.signal(signal), after).unref();
      }
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  signal(name) {
    try {
      process.kill(-this.process.pid, name);
    } catch {
      // The group is gone.
    }
  }
}

// environment is this process's, with a home and a shell that have no settings, and without a trainlsp on the search path:
// the extension would take that for its own.
function environment(home) {
  const path = process.env.PATH.split(delimiter).filter((folder) => !existsSync(join(folder, "trainlsp")));
  const { PASSWORD, ...rest } = process.env;
  return { ...rest, HOME: home, SHELL: "/bin/sh", PATH: path.join(delimiter), VSCODE_PROXY_URI: "" };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
