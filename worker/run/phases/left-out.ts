// Files that the coder wrote and its patch has not: git ignores them, or tools are known to leave such files.
import { posix } from "node:path";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import { isCodePath } from "../../toolchains/paths.ts";

/** The same sandbox; paths that are written there are noted. */
export function noting(sandbox: Sandbox, written: Set<string>): Sandbox {
  return {
    ...sandbox,
    write: async (path, content) => {
      await sandbox.write(path, content);
      written.add(posix.normalize(path));
    },
    run: async (command) => {
      for (const path of redirectsIn(command.line)) written.add(path);
      return await sandbox.run(command);
    },
  };
}

/** What a command writes by itself: code alone, because its output often goes to a file that nobody wants. */
function redirectsIn(line: string): string[] {
  const found = line.matchAll(/(?:>>?|\btee(?: -a)?)\s*["']?(?<path>(?:\.\/)?[\w@][\w./@+-]*)/g);
  return [...found].map(({ groups }) => posix.normalize(groups?.path ?? "")).filter(isCodePath);
}

const MOST = 20;

/** Of the paths written, those that are still there and that neither the patch nor the base has. */
export async function leftOut(
  written: ReadonlySet<string>,
  sandbox: Pick<Sandbox, "list">,
  isKnown: (path: string) => boolean,
): Promise<string[]> {
  const paths = [...written].filter((path) => !isKnown(path) && !path.startsWith("..")).toSorted();
  const looked = paths.slice(0, MOST).map(async (path) => {
    const entries = await sandbox.list(posix.dirname(path));
    return entries.some(({ name, kind }) => kind === "file" && name === posix.basename(path)) ? [path] : [];
  });
  const there = await Promise.allSettled(looked);
  return there.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
}
