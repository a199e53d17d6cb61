/** The extension's commands. None of them may be one of the server's: the client registers those under their own names. */
export const commands = {
  restart: "trainlsp.restart",
  showOutput: "trainlsp.showOutput",
  showRequirements: "trainlsp.showRequirements",
  validateScript: "trainlsp.validateScript",
  explainRule: "trainlsp.explainRule",
  fixAll: "trainlsp.fixAll",
  showDebugInformation: "trainlsp.showDebugInformation",
} as const;

/** The server's commands. */
export const requests = {
  status: "trainlsp.status",
  overview: "trainlsp.overview",
  describeRequirements: "trainlsp.describeRequirements",
  describeValidation: "trainlsp.describeValidation",
  describeRule: "trainlsp.describeRule",
  listRules: "trainlsp.listRules",
  debugInformation: "trainlsp.debugInformation",
} as const;

/** What the server checks, by language and by name. */
export const selector = [
  { scheme: "file", language: "python" },
  { scheme: "untitled", language: "python" },
  { notebook: "jupyter-notebook", language: "python" },
  { scheme: "file", pattern: "**/trainlsp.toml" },
  { scheme: "file", pattern: "**/requirements*.txt" },
  { scheme: "file", pattern: "**/*requirements.txt" },
  { scheme: "file", pattern: "**/*.step.{yaml,yml}" },
];
