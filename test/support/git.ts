// Makes small real repositories for tests, with the same commit ids every time.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ENVIRONMENT = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_AUTHOR_DATE: "2030-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_COMMITTER_DATE: "2030-01-01T00:00:00Z",
  // A commit would start a process that looks whether there is something to tidy up.
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "maintenance.auto",
  GIT_CONFIG_VALUE_0: "false",
};

export type Files = Record<string, string | Uint8Array | null>;

export type Repository = Disposable & {
  path: string;
  git(...args: string[]): string;
  /** Writes files (null deletes one), commits everything, returns the commit id. */
  commit(files: Files, options?: { executable?: string[]; message?: string }): string;
  /** Makes so many on top of `main`, which is checked out, by one process. */
  emptyCommits(count: number): void;
  /** The patch from the last commit to the given files, as a sandbox would hand it out; the work tree stays as it was. */
  patch(files: Files, options?: { executable?: string[] }): Uint8Array;
};

export function temporaryFolder(): Disposable & { path: string } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "issuewright-")));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** An empty repository on `main`. */
export function emptyRepository(): Repository {
  const folder = temporaryFolder();
  const printed = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: folder.path,
      env: ENVIRONMENT,
      stdio: ["ignore", "pipe", "pipe"],
    });
  const git = (...args: string[]) => printed(...args).toString();
  initialise(folder.path);
  const write = (files: Files, executable: string[] = []) => {
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder.path, path);
      if (content === null) rmSync(file, { recursive: true });
      else writeInto(file, content);
    }
    for (const path of executable) chmodSync(join(folder.path, path), 0o755);
    git("add", "--all");
  };
  return {
    ...folder,
    git,
    commit: (files, options = {}) => {
      write(files, options.executable);
      git("commit", "--quiet", "--allow-empty", "--message", options.message ?? "change");
      return headOf(folder.path);
    },
    emptyCommits: (count) => {
      const input = emptyCommits(count);
      execFileSync("git", ["fast-import", "--quiet"], { cwd: folder.path, env: ENVIRONMENT, input });
    },
    patch: (files, options = {}) => {
      write(files, options.executable);
      const diff = printed("diff", "--cached", "--binary", "--full-index", "--no-renames");
      git("reset", "--quiet", "--hard");
      return diff;
    },
  };
}

/** A repository whose first commit is a fixture of `test/fixtures/repositories`. */
export function fixtureRepository(name: string): Repository & { sha: string } {
  const repository = emptyRepository();
  const fixture = new URL(`../fixtures/repositories/${name}`, import.meta.url).pathname;
  cpSync(fixture, repository.path, { recursive: true });
  const sha = repository.commit({}, { message: "the first version" });
  return { ...repository, sha };
}

/** As `git fast-import` reads them. */
function emptyCommits(count: number): string {
  const head = "commit refs/heads/main\ncommitter Ada <ada@example.com> 1893456000 +0000\n";
  const commits = Array.from({ length: count }, (_, n) => {
    const from = n === 0 ? "from refs/heads/main^0\n" : "";
    return `${head}data ${String(n).length}\n${n}\n${from}\n`;
  });
  return commits.join("");
}

/** What `git init` makes, without the process: hundreds of tests begin with it. */
function initialise(path: string): void {
  const at = (name: string) => join(path, ".git", name);
  for (const name of ["objects/info", "objects/pack", "refs/heads", "refs/tags", "info", "hooks"])
    mkdirSync(at(name), { recursive: true });
  writeFileSync(at("HEAD"), "ref: refs/heads/main\n");
  const core = ["repositoryformatversion = 0", "filemode = true", "bare = false", "logallrefupdates = true"];
  writeFileSync(at("config"), `[core]\n${core.map((line) => `\t${line}\n`).join("")}`);
}

/** The commit that was just made, so its branch is a file of its own. */
function headOf(path: string): string {
  const read = (name: string) => readFileSync(join(path, ".git", name), "utf8").trim();
  const head = read("HEAD");
  return head.startsWith("ref: ") ? read(head.slice("ref: ".length)) : head;
}

function writeInto(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
