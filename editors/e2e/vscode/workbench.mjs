// A VS Code window, used the way a person uses it: by keys, by commands, and by what is on the screen.
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { holds, until } from "./checks.mjs";

const IMAGES = fileURLToPath(new URL("../../vscode/images/", import.meta.url));

export class Workbench {
  constructor(page, address, out) {
    Object.assign(this, { page, address, out, shots: 0 });
    this.editor = page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
    this.input = page.locator(".quick-input-widget input[type=text]");
    this.choices = page.locator(".quick-input-list .monaco-list-row");
    this.dialog = page.locator(".monaco-dialog-box");
    this.fixes = page.locator(".action-widget .monaco-list-row.action .title");
    this.status = page.locator(".statusbar-item[id^='trainlsp.trainlsp']");
  }

  // visit opens a folder, which VS Code does not trust before trust has been called for it.
  async visit(folder) {
    await this.page.goto(`${this.address}?folder=${encodeURIComponent(folder)}`);
    await this.restricted().waitFor();
  }

  restricted() {
    return this.page.locator(".statusbar-item", { hasText: "Restricted Mode" });
  }

  async trust() {
    await this.command("Workspaces: Manage Workspace Trust");
    await this.page.locator(".workspace-trust-editor").getByRole("button", { name: /^Trust/ }).first().click();
    await this.restricted().waitFor({ state: "detached" });
    await this.closeAll();
  }

  // image draws a picture for the extension's README anew, when that was asked for.
  async image(name) {
    if (process.env.E2E_IMAGES) await this.page.screenshot({ path: join(IMAGES, `${name}.png`) });
  }

  async shot(name) {
    const number = String(++this.shots).padStart(2, "0");
    await this.page.screenshot({ path: join(this.out, `${number}-${name.replace(/[^\w]+/g, "-")}.png`) });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  // type enters a text at once, as a paste does; what must be typed key by key is pressed.
  type(text) {
    return this.page.keyboard.insertText(text);
  }

  // command runs a command from the palette by its title.
  async command(title) {
    await this.summon("F1");
    await this.choose(title, `>${title}`);
  }

  // summon opens the list of choices. What the command before has shown may take the focus late, which closes it again.
  async summon(key) {
    await until("the list of choices is open", async () => {
      if (!(await this.input.isVisible())) await this.press(key);
      return holds(await this.input.fill(" ", { timeout: 500 }).then(() => true, () => false));
    });
  }

  // choose takes from the list that is open the entry with a label.
  async choose(label, filter = label) {
    await this.input.fill(filter);
    await this.choices.filter({ hasText: label }).first().click();
  }

  // open opens a file by its path in the folder.
  async open(path) {
    await this.summon("Control+p");
    await this.input.fill(path);
    const label = `${basename(path)} ${dirname(path)},`;
    await until(`${path} is found`, async () => {
      const seen = await this.choices.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
      return holds(seen, seen[0]?.startsWith(label) ?? false);
    });
    await this.press("Enter");
    await this.page.locator(".editor-group-container.active .tab.active", { hasText: basename(path) }).waitFor();
    await this.page.locator(".part.editor .view-line, .notebookOverlay .view-line").first().waitFor();
  }

  // select marks a text that is in the editor once.
  async select(text) {
    await this.editor.locator(".view-lines").click();
    await this.press("Control+Home", "Control+f");
    const find = this.page.locator(".find-widget.visible .find-part textarea");
    await find.fill(text);
    await this.press("Enter");
    await until(`${text} is found`, async () => {
      const seen = await this.page.locator(".find-widget.visible .matchesCount").innerText();
      return holds(seen, /^1 of 1$/.test(seen));
    });
    await this.press("Escape");
  }

  async save() {
    await this.press("Control+s");
    await until("the file is saved", async () => {
      const dirty = await this.page.locator(".editor-group-container.active .tab.active.dirty").count();
      return holds(dirty, dirty === 0);
    });
  }

  // closeAll leaves no editor open, and drops what is not saved.
  async closeAll() {
    await this.press("Escape", "Escape");
    await this.command("View: Close All Editors");
    const tabs = this.page.locator(".tabs-container .tab");
    await until("all editors are closed", async () => {
      if (await this.dialog.count()) await this.dialog.getByRole("button", { name: "Don't Save" }).click();
      const open = await tabs.allInnerTexts();
      return holds(open, open.length === 0);
    });
  }

  // problems are the findings in the Problems view, in its order.
  problems() {
    return this.page.locator(".markers-panel .monaco-list-row").evaluateAll((rows) => rows.flatMap((row) => {
      const icon = row.querySelector(".marker-icon");
      if (!icon) return []; // the row of a file
      const text = (part) => row.querySelector(part)?.textContent ?? "";
      return [{
        severity: ["error", "warning", "info"].find((name) => icon.classList.contains(name)),
        code: text(".marker-code"),
        message: text(".marker-message"),
        at: text(".marker-line"),
        page: row.querySelector("a.monaco-link")?.href ?? "",
      }];
    }));
  }

  async codes() {
    return (await this.problems()).map(({ code }) => code).sort();
  }

  // hover shows what there is to say about where the cursor is.
  async hover() {
    await this.page.mouse.move(2, 2); // the mouse must not bring one of its own
    await this.command("Show or Focus Hover");
    const box = this.page.locator(".monaco-hover:not(.hidden) .monaco-hover-content").filter({ hasText: /\S/ }).first();
    await box.waitFor();
    return box;
  }

  // fixMenu opens the menu of quick fixes, and gives their titles.
  async fixMenu() {
    await until("the menu of fixes is open", async () => {
      await this.press("Control+."); // which goes nowhere while VS Code still asks what there is
      return holds(await this.fixes.first().waitFor({ timeout: 2000 }).then(() => true, () => false));
    });
    return this.fixes.allInnerTexts();
  }

  // preview gives the frame of the Markdown preview with a heading.
  preview(heading) {
    return until(`a page with the heading ${heading}`, async () => {
      const seen = [];
      for (const frame of this.page.frames().filter((frame) => frame.url().includes("/webview/"))) {
        const text = await frame.locator("h1").first().innerText({ timeout: 500 }).catch(() => "");
        if (heading.test(text)) return holds(frame);
        if (text) seen.push(text);
      }
      return holds(seen, false);
    });
  }

  // watchStatus keeps the icons that the status bar's item has from now on, which iconsShown gives.
  watchStatus() {
    return this.status.evaluate((item) => {
      const icon = () => /codicon-([\w-]+)/.exec(item.innerHTML)?.[1];
      window.statusIcons = [icon()];
      new MutationObserver(() => {
        if (icon() && icon() !== window.statusIcons.at(-1)) window.statusIcons.push(icon());
      }).observe(item, { subtree: true, childList: true, attributes: true });
    });
  }

  iconsShown() {
    return this.page.evaluate(() => window.statusIcons.join(" "));
  }

  squiggles(severity) {
    return this.editor.locator(`.squiggly-${severity}`).count();
  }

  async lines() {
    const lines = await this.editor.locator(".view-line").allInnerTexts();
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  notifications() {
    return this.page.locator(".notifications-toasts .notification-list-item-message").allInnerTexts();
  }
}
