import * as vscode from "vscode";
import { requests } from "./names";
import type { Server } from "./server";

/** A rule, as the server lists it. */
interface Rule {
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  readonly fixable: boolean;
}

/** Lets the user pick one of the rules; Enter takes the one whose finding is under the cursor. */
export async function pickRule(server: Server): Promise<string | undefined> {
  const rules = await server.request<Rule[]>(requests.listRules);
  const items = rules.map(({ name, severity, summary, fixable }) => ({
    label: name,
    description: severity.toLowerCase() + (fixable ? " $(lightbulb)" : ""),
    detail: summary,
  }));
  const pick = vscode.window.createQuickPick<(typeof items)[number]>();
  pick.placeholder = "A rule to explain";
  pick.matchOnDetail = true;
  pick.items = items;
  pick.activeItems = items.filter(({ label }) => label === ruleUnderCursor());
  return await new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function ruleUnderCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const found = editor && vscode.languages.getDiagnostics(editor.document.uri)
    .find(({ source, range }) => source === "trainlsp" && range.contains(editor.selection.active));
  return found && ruleOf(found);
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}
