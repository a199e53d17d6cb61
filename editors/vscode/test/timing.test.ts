import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { coalesced, debounced, newest } from "../src/timing";

interface Pending<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** A promise, and what settles it. */
function pending<T>(): Pending<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
}

test("debounced work runs once, when the calls have ceased", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const work = mock.fn();
    const call = debounced(work, 300);
    call();
    mock.timers.tick(299);
    call();
    mock.timers.tick(299);
    assert.equal(work.mock.callCount(), 0);
    mock.timers.tick(1);
    assert.equal(work.mock.callCount(), 1);
    call();
    call.cancel();
    mock.timers.tick(1000);
    assert.equal(work.mock.callCount(), 1);
  } finally {
    mock.timers.reset();
  }
});

test("calls during a run share one that follows it", async () => {
  const runs: Pending<undefined>[] = [];
  const restart = coalesced(async () => {
    const run = pending<undefined>();
    runs.push(run);
    await run.promise;
  });
  const first = restart();
  const [second, third] = [restart(), restart()];
  assert.equal(runs.length, 1);
  runs[0]?.resolve(undefined);
  await first;
  await new Promise(setImmediate);
  assert.equal(runs.length, 2);
  const fourth = restart();
  runs[1]?.resolve(undefined);
  await Promise.all([second, third]);
  await new Promise(setImmediate);
  assert.equal(runs.length, 3);
  runs[2]?.resolve(undefined);
  await fourth;
  void restart();
  assert.equal(runs.length, 4, "when nothing runs, a call runs at once");
});

test("a run that fails does not hold up the next", async () => {
  let count = 0;
  const first = pending<undefined>();
  const restart = coalesced(async () => { await (++count === 1 ? first.promise : undefined); });
  const failing = restart();
  const following = restart();
  first.reject(new Error("no server"));
  await assert.rejects(failing, /no server/);
  await following;
  assert.equal(count, 2);
});

test("an answer that a later question overtook is dropped", async () => {
  const answers = new Map<string, Pending<string>>();
  const shown: string[] = [];
  const update = newest(
    (question: string) => {
      const answer = pending<string>();
      answers.set(question, answer);
      return answer.promise;
    },
    (answer) => { shown.push(answer); },
  );
  const [slow, quick] = [update("slow"), update("quick")];
  answers.get("quick")?.resolve("quick");
  answers.get("slow")?.resolve("slow");
  await Promise.all([slow, quick]);
  assert.deepEqual(shown, ["quick"]);
});
