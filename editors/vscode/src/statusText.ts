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

const icons: Record<Exclude<State, "running">, string> = {
  stopped: "$(circle-slash)",
  starting: "$(sync~spin)",
  failed: "$(error)",
};

/** What the status bar shows in a state of the server, for a script whose status is known, or null. */
export function statusView(state: State, script: ScriptStatus | null): StatusView {
  if (state !== "running") {
    return {
      text: `${icons[state]} trainlsp`,
      tooltip: withLinks(`trainlsp: ${state}.`, ["Show Output", commands.showOutput], ["Restart Server", commands.restart]),
      command: commands.showOutput,
      error: state === "failed",
    };
  }
  const { text = "", met = 0, of = 0, tooltip = "" } = script ?? {};
  return {
    text: `${met < of ? "$(info)" : "$(pass)"} ${text === "" ? "trainlsp" : text}`,
    tooltip: withLinks(
      tooltip === "" ? "trainlsp is running." : tooltip,
      ["Validate This Script", commands.validateScript], ["Show Requirements", commands.showRequirements],
      ["Show Output", commands.showOutput], ["Restart Server", commands.restart],
    ),
    command: commands.validateScript,
    error: false,
  };
}

function withLinks(text: string, ...links: readonly (readonly [title: string, command: string])[]): string {
  return `${text}\n\n${links.map(([title, command]) => `[${title}](command:${command})`).join(" · ")}`;
}
