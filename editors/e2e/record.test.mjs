// What record.mjs must do: pass a session on unchanged, end with it, and keep it whole.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "record-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const frame = (message) => {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
};

// recorded runs a program of Node.js as the server, and gives what came of it.
async function recorded(name, program, talk) {
  const prefix = join(folder, name);
  const child = spawn(process.execPath, [new URL("record.mjs", import.meta.url).pathname, prefix, process.execPath, "-e", program]);
  const out = [];
  child.stdout.on("data", (bytes) => out.push(bytes));
  talk(child);
  const code = await new Promise((resolve) => child.on("close", resolve));
  const lines = readFileSync(`${prefix}-1.jsonl`, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return { code, out: Buffer.concat(out), lines };
}

test("a session comes through byte for byte, and each message is kept", async () => {
  const hello = { jsonrpc: "2.0", id: 1, method: "hello", params: { text: "日本 🏠" } };
  const bytes = Buffer.concat([frame(hello), frame({ jsonrpc: "2.0", method: "exit" })]);
  const echo = "process.stdin.pipe(process.stdout); process.exitCode = 3";
  const { code, out, lines } = await recorded("echo", echo, async (child) => {
    for (const byte of bytes) { // one by one, so that characters and headers are cut
      child.stdin.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    child.stdin.end();
  });
  assert.equal(code, 3);
  assert.deepEqual(out, bytes);
  for (const dir of ["->", "<-"]) {
    const seen = lines.filter((line) => line.dir === dir);
    assert.deepEqual(seen.map((line) => line.body.method), ["hello", "exit"]);
    assert.deepEqual(seen[0].body, hello);
  }
  assert.equal(lines[0].dir, "->", "what was sent stands before what it led to");
});

test("what is no message is kept as a text", async () => {
  const noisy = `process.stdout.write("a stray print\\r\\n\\r\\n"); process.stdout.write(${JSON.stringify(frame({ id: 1 }).toString())} + "cut off")`;
  const { code, lines } = await recorded("noisy", noisy, () => {});
  assert.equal(code, 0);
  assert.deepEqual(lines.map((line) => line.body), ["a stray print", { id: 1 }, "cut off"]);
});

test("a signal reaches the server, and shows in the exit code", async () => {
  const patient = `process.stdout.write("up\\r\\n\\r\\n"); setInterval(() => {}, 1000)`;
  const { code } = await recorded("patient", patient, (child) => child.stdout.once("data", () => child.kill("SIGTERM")));
  assert.equal(code, 128 + 15);
});

test("sessions at the same time are kept apart", async () => {
  const say = (word) => `process.stdout.write(${JSON.stringify(frame({ method: word }).toString())})`;
  await recorded("twice", say("first"), () => {});
  await recorded("twice", say("second"), () => {});
  assert.equal(JSON.parse(readFileSync(join(folder, "twice-2.jsonl"), "utf8")).body.method, "second");
});
