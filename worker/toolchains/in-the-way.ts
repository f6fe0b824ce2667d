// Files of a repository that its own test runners load in place of theirs.
import type { Project } from "./toolchain.ts";

/** Paths among those given; each once. */
export function inRunnersWay(
  { checks, runnerOf }: Pick<Project, "checks" | "runnerOf">,
  paths: readonly string[],
): string[] {
  const patterns = checks.flatMap((check) => runnerOf(check)?.inItsWay ?? []);
  return paths.filter((path) => patterns.some((pattern) => pattern.test(path)));
}
