// An editor like VS Code: drives `trainlsp serve` through npm's vscode-languageserver-protocol, and holds what it shows
// after each edit against what `trainlsp check` says of the same bytes. Usage: node client.mjs TRAINLSP SCRIPT
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import protocol from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

const [trainlsp, script] = process.argv.slice(2);
const path = "/project/train.py";
const uri = "file://" + path;
const severities = {
  ERROR: protocol.DiagnosticSeverity.Error,
  WARNING: protocol.DiagnosticSeverity.Warning,
  INFO: protocol.DiagnosticSeverity.Information,
};

// check gives what the command line writes about a text.
function check(text, ...flags) {
  const args = ["check", "--exit-zero", "--stdin-filename", path, ...flags, "-"];
  const run = spawnSync(trainlsp, args, { input: text, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

// expected are the diagnostics that an editor should show for a text.
function expected(text) {
  const { issues } = JSON.parse(check(text, "--output-format", "json")).files[0];
  return issues.map(({ category, range, severity, message, recommendation }) => ({
    code: category,
    range, // both count in UTF-16
    severity: severities[severity],
    message: [/[.?!]$/.test(message) || !recommendation ? message : message + ".", recommendation].filter(Boolean).join(" "),
  }));
}

// Session is an editor with one script open.
class Session {
  constructor(pulls, text) {
    this.pulls = pulls;
    this.document = TextDocument.create(uri, "python", 1, text);
    this.server = spawn(trainlsp, ["serve", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.server.on("exit", resolve));
    this.connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(this.server.stdout),
      new protocol.StreamMessageWriter(this.server.stdin),
    );
    this.connection.onNotification(protocol.PublishDiagnosticsNotification.type, ({ version, diagnostics }) => {
      assert(!pulls, "the server pushes to a client that pulls");
      if (version === this.document.version) this.arrived(diagnostics);
    });
    this.connection.listen();
  }

  async start() {
    const textDocument = {
      publishDiagnostics: { relatedInformation: true, dataSupport: true, versionSupport: true },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
        dataSupport: true,
        resolveSupport: { properties: ["edit"] },
      },
      hover: { contentFormat: ["markdown"] },
      ...(this.pulls && { diagnostic: { relatedInformation: true } }),
    };
    const { capabilities } = await this.connection.sendRequest(protocol.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument, workspace: { diagnostics: { refreshSupport: this.pulls } } },
      initializationOptions: { wholeFileDelay: 0 }, // so that each edit is answered as the command line answers it
    });
    assert.equal(capabilities.diagnosticProvider !== undefined, this.pulls);
    await this.connection.sendNotification(protocol.InitializedNotification.type, {});
    await this.compare(protocol.DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "python", version: 1, text: this.document.getText() },
    });
  }

  // compare sends a new text, and holds what is shown then against what `check` says of it.
  async compare(type, params) {
    const arrival = new Promise((resolve) => (this.arrived = resolve));
    await this.connection.sendNotification(type, params);
    const about = { textDocument: { uri } };
    const shown = this.pulls
      ? (await this.connection.sendRequest(protocol.DocumentDiagnosticRequest.type, about)).items
      : await arrival;
    const seen = shown.map(({ code, range, severity, message }) => ({ code, range, severity, message }));
    const text = this.document.getText();
    assert.deepEqual(seen, expected(text), text);
  }

  async replace(start, end, text) {
    const range = { start: this.document.positionAt(start), end: this.document.positionAt(end) };
    const version = this.document.version + 1;
    TextDocument.update(this.document, [{ range, text }], version);
    await this.compare(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  // type types text before another, and erase takes text away, a character at a time.
  async type(before, text) {
    let at = this.document.getText().indexOf(before);
    for (const key of text) {
      await this.replace(at, at, key);
      at += key.length;
    }
  }

  async erase(text) {
    let at = this.document.getText().indexOf(text) + text.length;
    for (const key of [...text].reverse()) {
      await this.replace(at - key.length, at, "");
      at -= key.length;
    }
  }

  async hover(text) {
    const position = this.document.positionAt(this.document.getText().indexOf(text) + text.length);
    return this.connection.sendRequest(protocol.HoverRequest.type, { textDocument: { uri }, position });
  }

  async fixAll() {
    const text = this.document.getText();
    const range = { start: this.document.positionAt(0), end: this.document.positionAt(text.length) };
    const context = { diagnostics: [], only: ["source.fixAll"] };
    const [action] = await this.connection.sendRequest(protocol.CodeActionRequest.type, { textDocument: { uri }, range, context });
    const { edit } = await this.connection.sendRequest(protocol.CodeActionResolveRequest.type, action);
    const fixed = TextDocument.applyEdits(this.document, edit.changes[uri]);
    assert.equal(fixed, check(text, "--fix"));
    await this.replace(0, text.length, fixed);
  }

  async stop() {
    await this.connection.sendRequest(protocol.ShutdownRequest.type);
    await this.connection.sendNotification(protocol.ExitNotification.type);
    assert.equal(await this.ended, 0, "the server's exit code");
  }
}

setTimeout(() => assert.fail("the server keeps the client waiting"), 120_000).unref();
for (const pulls of [false, true]) {
  const session = new Session(pulls, readFileSync(script, "utf8"));
  await session.start();
  await session.type("torch.save(", "print('🏠'); ");
  await session.erase("print('🏠'); ");
  await session.type("train(parser.parse_args())", "# ");
  await session.erase("# ");
  assert.match((await session.hover("torch.sa")).contents.value, /torch\.save.*bicycles\.pt/s);
  await session.fixAll();
  await session.stop();
  console.log(`ok: ${session.document.version} versions, diagnostics ${pulls ? "pulled" : "pushed"}, as trainlsp check says`);
}
