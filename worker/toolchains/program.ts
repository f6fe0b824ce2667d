// A program of which a repository may ask for a version, and the image that has it.

export type Program = {
  /** As people call it: `Node`. */
  program: string;
  /** A command that prints the version that is there. */
  show: string;
  /** Files that hold a version and nothing else, the strongest first. */
  files: readonly string[];
  /** Its names in `.tool-versions`, in the files of mise, and among the features of development containers. */
  tools: readonly string[];
  /** The step of a workflow that installs it, and its input that holds the version. */
  action: { uses: RegExp; input: string };
  /** The range that a bare version stands for; null: any version will do, or the text is none. */
  rangeOf(version: string): string | null;
  /** A public image that has the version, of one to three numbers. `from`: the file that asks. */
  image(version: string, from: string): string;
};

/** Null: the text does not begin with a version that is in its range. */
export function imageWith(
  { image }: Program,
  { asked, from }: { asked: string; from: string },
): string | null {
  const version = /^\s*(?:v|[~^=]|>=|~>|~=|==)?\s*(\d+(?:\.\d+){0,2})/.exec(asked)?.[1];
  return version === undefined ? null : image(version, from);
}

/** The tags of Docker's official images name so many numbers of a version. */
export function tagged(version: string, numbers: number): string {
  return version.split(".").slice(0, numbers).join(".");
}
