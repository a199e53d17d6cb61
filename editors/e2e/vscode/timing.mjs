// Measures in the page itself, where neither the way to the browser nor polling adds to the time.

// timeToSquiggle presses a key that makes a finding, and gives the milliseconds from the key to one more squiggle on the screen.
export async function timeToSquiggle(page, key, severity) {
  await page.evaluate((squiggle) => {
    const count = () => document.querySelectorAll(squiggle).length;
    const before = count();
    window.squiggled = new Promise((resolve) => {
      addEventListener("keydown", ({ timeStamp }) => {
        const frame = (now) => (count() > before ? resolve(now - timeStamp) : requestAnimationFrame(frame));
        requestAnimationFrame(frame);
      }, { once: true, capture: true });
    });
  }, `.monaco-editor .squiggly-${severity}`);
  await page.keyboard.press(key);
  return page.evaluate(() => Promise.race([window.squiggled, new Promise((_, fail) => setTimeout(() => fail(new Error("no squiggle came of the key within 30 s")), 30_000))]));
}

export function summary(times) {
  const sorted = [...times].sort((a, b) => a - b).map(Math.round);
  return { median: sorted[sorted.length >> 1], max: sorted.at(-1), runs: sorted.length };
}
