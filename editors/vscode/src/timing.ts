/** Gives a function that runs `work` once calls of it have ceased for a while. */
export function debounced(work: () => void, milliseconds: number): { (): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const call = (): void => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
  return Object.assign(call, { cancel: () => { clearTimeout(timer); } });
}

/** Gives a function that runs `work`, never twice at a time: calls during a run share the one that follows it. */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running = work().finally(() => { running = undefined; });
    return running;
  };
  const afterwards = (): Promise<void> => {
    next = undefined;
    return run();
  };
  return () => {
    if (running === undefined) {
      return run();
    }
    next ??= running.then(afterwards, afterwards);
    return next;
  };
}

/** Gives a function that asks and shows, and drops an answer once a later question is under way. */
export function newest<Q, A>(ask: (question: Q) => Promise<A>, show: (answer: A) => void): (question: Q) => Promise<void> {
  let last = 0;
  return async (question) => {
    const mine = ++last;
    const answer = await ask(question);
    if (mine === last) {
      show(answer);
    }
  };
}
