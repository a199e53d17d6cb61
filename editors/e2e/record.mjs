// Runs a language server and keeps the messages of its session: node record.mjs PREFIX SERVER ARGUMENT...
//
// The bytes go through as they are. Each message becomes a line of JSON in the first of PREFIX-1.jsonl, PREFIX-2.jsonl, ...
// that is not there yet: {"t": milliseconds since the start, "dir": "->" to the server or "<-" to the editor, "body": message}.
// What is no message stands there as a text, which nothing that reads a trace takes for one.
import { spawn } from "node:child_process";
import { openSync, writeSync } from "node:fs";
import { constants } from "node:os";

// Messages cuts a stream of bytes into messages, however the bytes are cut.
class Messages {
  constructor(see) {
    this.see = see;
    this.rest = Buffer.alloc(0);
  }

  add(bytes) {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (;;) {
      const end = this.rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      const header = this.rest.toString("latin1", 0, end);
      const length = /^Content-Length: *(\d+)$/im.exec(header);
      if (!length || !header.split("\r\n").every((line) => /^[\w-]+:/.test(line))) {
        this.see(header); // something was printed where messages belong
        this.rest = this.rest.subarray(end + 4);
        continue;
      }
      const from = end + 4, to = from + Number(length[1]);
      if (this.rest.length < to) return;
      const body = this.rest.toString("utf8", from, to);
      this.rest = this.rest.subarray(to);
      this.see(parsed(body));
    }
  }

  end() {
    if (this.rest.length) this.see(this.rest.toString());
  }
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function firstFree(prefix) {
  for (let n = 1; ; n++) {
    try {
      return openSync(`${prefix}-${n}.jsonl`, "wx");
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

const [prefix, command, ...args] = process.argv.slice(2);
const trace = firstFree(prefix);
const record = (dir) =>
  new Messages((body) => writeSync(trace, JSON.stringify({ t: performance.now(), dir, body }) + "\n"));

const server = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
server.on("error", (error) => {
  console.error(`record: ${error.message}`);
  process.exit(127);
});

// flow writes to the trace before it hands on, so that an answer never stands before its question.
function flow(from, to, dir) {
  const messages = record(dir);
  from.on("data", (bytes) => messages.add(bytes));
  from.on("end", () => messages.end());
  to.on("error", () => from.destroy()); // the reader is gone, which the writer then learns from its own pipe
  from.pipe(to);
}
flow(process.stdin, server.stdin, "->");
flow(server.stdout, process.stdout, "<-");

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("close", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
