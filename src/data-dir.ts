// Where data is kept when the operator names no folder: in this checkout, or else in the user's own data directory.
import { isAbsolute, join, relative } from "node:path";

export type Surroundings = {
  /** The folder a command was started in, absolute. */
  cwd: string;
  /** This installation's own folder, absolute. */
  installation: string;
  /** The user's home folder, absolute. */
  home: string;
  /** `XDG_DATA_HOME`; a relative path does not count, as its specification says. */
  xdgDataHome: string | undefined;
};

/** An absolute path. A command started outside of this checkout leaves nothing in the folder it was started in. */
export function defaultDataDir({ cwd, installation, home, xdgDataHome = "" }: Surroundings): string {
  if (isWithin(installation, cwd)) return join(installation, ".data");
  const userData = isAbsolute(xdgDataHome) ? xdgDataHome : join(home, ".local/share");
  return join(userData, "issuewright");
}

function isWithin(folder: string, path: string): boolean {
  const between = relative(folder, path);
  return between !== ".." && !between.startsWith("../") && !isAbsolute(between);
}
