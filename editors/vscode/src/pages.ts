import * as vscode from "vscode";
import { requests } from "./names";
import type { Server } from "./server";

const scheme = "trainlsp";

/** A kind of page: what there is to read, as Markdown. */
type Kind = "requirements" | "validation" | "rule" | "debug";

/** Read-only documents that the server writes. A page's URI says all that it takes to ask for it, also in a new window. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly kinds: Record<Kind, (argument: string) => Promise<string>>;
  /** What was shown last, by URI: VS Code asks again whenever it needs the text. */
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;

  constructor(server: Server, debugInformation: () => Promise<string>) {
    this.kinds = {
      requirements: () => server.request(requests.describeRequirements),
      validation: (uri) => server.request(requests.describeValidation, uri),
      rule: (name) => server.request(requests.describeRule, name),
      debug: debugInformation,
    };
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return this.texts.get(uri.toString()) ?? (await this.write(uri));
  }

  /** Shows a page beside the editor, as it is to be read. */
  async preview(kind: Kind, title: string, argument = ""): Promise<void> {
    await vscode.commands.executeCommand("markdown.showLockedPreviewToSide", await this.renew(kind, title, argument));
  }

  /** Shows a page as a text, to be copied. */
  async open(kind: Kind, title: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(await this.renew(kind, title, ""));
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, "markdown"));
  }

  dispose(): void {
    vscode.Disposable.from(this.registration, this.changed).dispose();
  }

  private async renew(kind: Kind, title: string, argument: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.from({ scheme, authority: kind, path: `/${title}.md`, query: argument });
    this.texts.set(uri.toString(), await this.write(uri));
    this.changed.fire(uri);
    return uri;
  }

  private async write({ authority, query }: vscode.Uri): Promise<string> {
    if (!(authority in this.kinds)) {
      throw new Error(`trainlsp has no pages of the kind ${authority}`);
    }
    return await this.kinds[authority as Kind](query);
  }
}
