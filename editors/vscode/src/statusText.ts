import { commands } from "./names";

export type State = "stopped" | "starting" | "running" | "failed";

/** What the server answers to `trainlsp.status`. */
export interface ScriptStatus {
  /** Empty for a file that is no training script. */
  readonly text: string;
  readonly met: number;
  readonly of: number;
  /** Markdown. */
  readonly tooltip: string;
}

/** What the status bar shows. */
export interface StatusView {
  readonly text: string;
  /** Markdown, with links to commands. */
  readonly tooltip: string;
  readonly command: string;
  readonly error: boolean;
}

/** A script of which nothing is known: a server that is older than the question gives no answer to it. */
export const unknown: ScriptStatus = { text: "", met: 0, of: 0, tooltip: "" };

const icons: Record<Exclude<State, "running">, string> = {
  stopped: "$(circle-slash)",
  starting: "$(sync~spin)",
  failed: "$(error)",
};

const logLinks = [["Show Output", commands.showOutput], ["Restart Server", commands.restart]] as const;

/** What the status bar shows in a state of the server, for a script, or for a document that it does not check. */
export function statusView(state: State, script: ScriptStatus | null): StatusView {
  if (state !== "running") {
    return {
      text: `${icons[state]} trainlsp`,
      tooltip: withLinks(`trainlsp: ${state}.`, logLinks),
      command: commands.showOutput,
      error: state === "failed",
    };
  }
  if (script === null) {
    return {
      text: "$(circle-slash) trainlsp",
      tooltip: withLinks("trainlsp does not check this document.", logLinks),
      command: commands.showOutput,
      error: false,
    };
  }
  const { text, met, of, tooltip } = script;
  return {
    text: `${met < of ? "$(info)" : "$(pass)"} ${text === "" ? "trainlsp" : text}`,
    tooltip: withLinks(tooltip === "" ? "trainlsp is running." : tooltip, [
      ["Validate This Script", commands.validateScript], ["Show Requirements", commands.showRequirements], ...logLinks,
    ]),
    command: text === "" ? commands.showOutput : commands.validateScript,
    error: false,
  };
}

function withLinks(text: string, links: readonly (readonly [title: string, command: string])[]): string {
  return `${text}\n\n${links.map(([title, command]) => `[${title}](command:${command})`).join(" · ")}`;
}
