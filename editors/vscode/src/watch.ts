import fs from "node:fs";
import { debounced } from "./timing";

/** How often a file is looked at, and how long it must rest after a change: installers write in several goes. */
const interval = 2_000;
const rest = 1_000;

/** Watches one file, and calls `changed` once for each change that leaves a file there. */
export function watchFile(file: string, changed: () => void, times = { interval, rest }): { dispose(): void } {
  const settled = debounced(() => {
    if (fs.existsSync(file)) {
      changed();
    }
  }, times.rest);
  const listener = (now: fs.Stats, before: fs.Stats): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) {
      settled();
    }
  };
  fs.watchFile(file, { interval: times.interval, persistent: false }, listener);
  return {
    dispose: () => {
      fs.unwatchFile(file, listener);
      settled.cancel();
    },
  };
}
