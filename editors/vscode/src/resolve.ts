import path from "node:path";

/** What the choice of a binary depends on. */
export interface Surroundings {
  /** The value of `trainlsp.path`. */
  readonly setting: string;
  /** Whether the user trusts the workspace. */
  readonly trusted: boolean;
  readonly home: string;
  /** The workspace's folders. */
  readonly folders: readonly string[];
  /** The value of the environment variable PATH. */
  readonly searchPath: string;
  /** Where a package for a platform has its own binary. */
  readonly bundled: string;
  readonly windows: boolean;
  /** Says whether a file is there and can be run. */
  readonly runs: (file: string) => boolean;
  /** Follows symbolic links. */
  readonly real: (file: string) => string;
}

export interface Binary {
  readonly file: string;
  /** Why it is this one, to be read in the log. */
  readonly why: string;
}

/** Where was looked, a sentence's end for each place. */
export interface NotFound {
  readonly tried: readonly string[];
}

interface Place {
  readonly name: string;
  readonly files: readonly string[];
}

/** Chooses the binary of the server: the first that runs, in the order of `placesOf`. */
export function chooseBinary(s: Surroundings): Binary | NotFound {
  const places = placesOf(s);
  for (const { name, files } of places) {
    const file = files.find((candidate) => s.runs(candidate));
    if (file !== undefined) {
      return { file, why: s.trusted ? name : `${name}, as the workspace is not trusted` };
    }
  }
  return { tried: places.map(({ name }) => name) };
}

/**
 * A path that is set counts alone: another version behind the user's back would be worse than none. A workspace that is
 * not trusted must not choose what is run, so nothing inside it counts, and the extension's own binary goes first.
 */
function placesOf(s: Surroundings): Place[] {
  const bundled = { name: `the extension's own, ${s.bundled}`, files: [s.bundled] };
  if (!s.trusted) {
    return [bundled, { name: "on PATH, outside the workspace", files: onPath(s).filter((file) => !inWorkspace(s, file)) }];
  }
  if (s.setting.trim() !== "") {
    const file = expand(s.setting.trim(), s);
    return [{ name: `named by the setting trainlsp.path, ${file}`, files: flavour(s).isAbsolute(file) ? [file] : [] }];
  }
  return [{ name: "on PATH", files: onPath(s) }, bundled];
}

/** Where PATH may have the binary. Relative folders are left out: they mean something else wherever one is. */
function onPath(s: Surroundings): string[] {
  const paths = flavour(s);
  return s.searchPath.split(paths.delimiter)
    .filter((folder) => paths.isAbsolute(folder))
    .map((folder) => paths.join(folder, binaryName(s.windows)));
}

function inWorkspace(s: Surroundings, file: string): boolean {
  const paths = flavour(s);
  return s.folders.some((folder) =>
    [file, s.real(file)].some((spelling) => {
      const below = paths.relative(folder, spelling);
      return below !== ".." && !below.startsWith(`..${paths.sep}`) && !paths.isAbsolute(below);
    }),
  );
}

/** Puts folders in the place of `~` and `${workspaceFolder}`, which is the first one. */
export function expand(setting: string, s: Pick<Surroundings, "home" | "folders">): string {
  return setting.replace(/^~(?=$|[\\/])/, () => s.home).replaceAll("${workspaceFolder}", (variable) => s.folders[0] ?? variable);
}

export const binaryName = (windows: boolean): string => (windows ? "trainlsp.exe" : "trainlsp");

const flavour = (s: Surroundings): path.PlatformPath => (s.windows ? path.win32 : path.posix);
