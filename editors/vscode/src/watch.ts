import fs from "node:fs";

/** How often the file is looked at. */
const interval = 2_000;

/**
 * Watches one file, and calls `changed` once for each change. A change counts when two looks in a row find the same:
 * installers take a file away, and write it in several goes.
 */
export function watchFile(file: string, changed: () => void): { dispose(): void } {
  let last = stampOf(file);
  let known = last;
  const look = (): void => {
    const now = stampOf(file);
    if (now !== undefined && now === last && now !== known) {
      known = now;
      changed();
    }
    last = now;
  };
  const timer = setInterval(look, interval);
  return { dispose: () => { clearInterval(timer); } };
}

/** What differs once a file was written. Undefined where there is none to be seen. */
function stampOf(file: string): string | undefined {
  try {
    const { mtimeMs, size, ino } = fs.statSync(file);
    return [mtimeMs, size, ino].join(" ");
  } catch {
    return undefined;
  }
}
