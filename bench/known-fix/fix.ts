// A known fix as its repository holds it, on a clone that may have rules added to both sides of it.
import { execFile } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const RULES = ".github/issuewright.yml";
const execute = promisify(execFile);

export type Fix = {
  /** A clone that holds `base`, and has it as HEAD. */
  repository: string;
  base: string;
  /** The tree that the whole fix makes of `base`. */
  tree: string;
  subject: string;
  body: string;
  files: string[];
  /** The part of the fix in these files, as a patch on `base`. */
  patchOf(files: string[]): Promise<string>;
  /** Those of the files that `base` has. */
  present(files: string[]): Promise<string[]>;
};

/** `rules`: the path of a file of rules that the repository lacks, or null. `home`: an empty folder. */
export async function readFix(
  origin: string,
  commit: string,
  { rules, home }: { rules: string | null; home: string },
): Promise<Fix> {
  const repository = join(home, "repository");
  await execute("git", ["clone", "-q", "--shared", "--no-checkout", origin, repository]);
  const git = async (...words: string[]) =>
    (await execute("git", ["-C", repository, ...words], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  const before = (await git("rev-parse", `${commit}^`)).trim();
  const withRules = async (sha: string) => {
    await git("checkout", "-q", "--detach", sha);
    if (rules === null) return;
    await mkdir(join(repository, ".github"), { recursive: true });
    await copyFile(rules, join(repository, RULES));
    await git("add", "-f", RULES);
    await git("-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-qm", "Add rules");
  };
  await withRules(commit);
  const tree = (await git("rev-parse", "HEAD^{tree}")).trim();
  await withRules(before);
  const base = (await git("rev-parse", "HEAD")).trim();
  const [subject = "", ...body] = (await git("log", "-1", "--format=%B", commit)).split("\n");
  const files = (await git("diff", "--name-only", "--no-renames", before, commit)).trim().split("\n");
  const patchOf = (part: string[]) =>
    git("diff", "--binary", "--full-index", "--no-renames", before, commit, "--", ...part);
  const present = async (part: string[]) => {
    const there = (await git("ls-tree", "-r", "--name-only", base, "--", ...part)).split("\n");
    return part.filter((file) => there.includes(file));
  };
  return { repository, base, tree, subject, body: body.join("\n"), files, patchOf, present };
}
