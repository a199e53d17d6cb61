// Checks the extension in VS Code: installs the package into a code-server, and uses it in a headless Chromium.
// run.sh says in the environment where everything is. CHECKS, a regular expression, picks checks by their names.
// E2E_DEADLINE is how many milliseconds a check waits for what should come.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checks, DEADLINE } from "./vscode/checks.mjs";
import { CodeServer } from "./vscode/code-server.mjs";
import { findings } from "./vscode/findings.mjs";
import { pages } from "./vscode/pages.mjs";
import { settings } from "./vscode/settings.mjs";
import { start } from "./vscode/start.mjs";
import { surroundings } from "./vscode/surroundings.mjs";
import { trust } from "./vscode/trust.mjs";
import { Workbench } from "./vscode/workbench.mjs";

const { TRAINLSP, TOOLS, OUT, VSIX, E2E_TRACE, CHECKS } = process.env;
const { chromium } = createRequire(join(TOOLS, "pw", "package.json"))("playwright-core");

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "trainlsp-e2e-")));
const numbers = {};
// Where sessions are recorded, the server is the one that does it. Else it is the one that the package brings along.
const code = new CodeServer({ tools: TOOLS, log: join(OUT, "code-server.log"), server: E2E_TRACE && TRAINLSP });
let browser;
let checks;
try {
  await code.start(VSIX);
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(DEADLINE);
  // Nobody outside this machine is asked for anything.
  await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  const vscode = new Workbench(page, code.address, OUT);
  checks = new Checks(CHECKS, vscode);
  const room = { check: checks.check.bind(checks), vscode, numbers, project: join(scratch, "models"), server: TRAINLSP, traced: Boolean(E2E_TRACE) };
  for (const group of [start, findings, settings, pages, surroundings]) await group(room);
  await room.check("nothing popped up", () => checks.noPopups());
  await trust({ ...room, project: join(scratch, "stranger") });
} finally {
  writeFileSync(join(OUT, "numbers.json"), JSON.stringify(numbers, null, 2) + "\n");
  await browser?.close();
  await code.stop();
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`numbers: ${JSON.stringify(numbers)}`);
process.exitCode = checks.failed > 0 ? 1 : 0;
