// Runs checks one after the other, says how each went, and waits for conditions.
import { setTimeout as pause } from "node:timers/promises";

export const DEADLINE = Number(process.env.E2E_DEADLINE ?? 30_000); // generous: a slow machine must not make a check fail

// until asks a probe again and again, until what it saw will do, and gives that. It fails with what it saw last.
export async function until(what, probe, deadline = DEADLINE) {
  const end = performance.now() + deadline;
  for (;;) {
    const { done, seen } = await probe();
    if (done) return seen;
    if (performance.now() > end) throw new Error(`${what}: not within ${deadline / 1000} s; there is ${brief(seen)}`);
    await pause(50);
  }
}

// holds is a probe's answer: what was seen, and whether it will do.
export const holds = (seen, done = Boolean(seen)) => ({ seen, done });

// becomes waits until what is asked for is what is wanted: a text that matches, or an equal value.
export const becomes = (what, ask, wanted) =>
  until(`${what} should be ${shown(wanted)}`, async () => {
    const seen = await ask();
    return holds(seen, same(seen, wanted));
  });

export function expect(what, seen, wanted) {
  if (!same(seen, wanted)) throw new Error(`${what} should be ${shown(wanted)}, and is ${brief(seen)}`);
}

const same = (seen, wanted) => (wanted instanceof RegExp ? wanted.test(seen ?? "") : JSON.stringify(seen) === JSON.stringify(wanted));
const shown = (wanted) => (wanted instanceof RegExp ? String(wanted) : brief(wanted));
const brief = (value) => (JSON.stringify(value) ?? "nothing").slice(0, 2000);

export class Checks {
  failed = 0;
  popups = new Set();

  constructor(only, vscode) {
    this.only = new RegExp(only ?? "");
    this.vscode = vscode;
  }

  // check runs one check, takes a picture of how it ended, and closes what it opened. Without a needed one the others are not tried.
  async check(name, work, { needed = false } = {}) {
    if (!needed && !this.only.test(name)) return;
    const start = performance.now();
    const failure = await work().then(() => undefined, (error) => error);
    const ms = Math.round(performance.now() - start);
    await this.vscode.shot(failure ? `FAILED ${name}` : name);
    for (const text of await this.vscode.notifications()) this.popups.add(text);
    const untidy = await this.vscode.closeAll().then(() => "", (error) => `, and the window could not be tidied: ${error.message}`);
    if (!failure) {
      console.log(`ok ${name} (${ms} ms)${untidy}`);
      return;
    }
    this.failed++;
    console.log(`FAILED ${name}: ${indented(failure.stack.startsWith("Error: ") ? failure.message : failure.stack)}${untidy}`);
    if (needed) throw new Error("The other checks need this one.");
  }

  async noPopups() {
    expect("what was shown unasked", [...this.popups], []);
  }
}

const indented = (text) => text.trim().replace(/\n/g, "\n    ");
