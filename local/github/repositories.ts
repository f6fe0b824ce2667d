// Creates repositories and accounts.
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { senderEmail } from "./events.ts";
import { type Git, gitIn } from "./git.ts";
import { writeCommit } from "./git-commit.ts";
import { type TreeChange, writeBlob, writeTree, writeTreeOfDirectory } from "./git-tree.ts";
import { botLogin, type Hub, stamp } from "./hub.ts";
import { type Account, findAccount, findRepository, type Repository, type Role } from "./state.ts";

/** Paths with text or bytes. Null deletes a file; `{ executable }` is for scripts. */
export type Files = Record<string, string | Buffer | null | { executable: string }>;

export type NewRepository = {
  owner: string;
  name: string;
  files?: Files;
  /** A directory whose files become the first commit. */
  seedFromDir?: string;
  private?: boolean;
  defaultBranch?: string;
  /** True, which is the default: the app is installed on it. */
  installed?: boolean;
};

/** As on github.com, any commit can be fetched by its id, and in part. */
const CONFIG = "[uploadpack]\n\tallowAnySHA1InWant = true\n\tallowFilter = true\n[gc]\n\tauto = 0\n";

export function addAccount(hub: Hub, login: string, type: Account["type"] = "User"): Account {
  const known = findAccount(hub.state, login);
  if (known) return known;
  const id = hub.state.nextId();
  const host = "users.noreply.github.com";
  const made = { id, login, type, name: login, email: `${id}+${login}@${host}`, createdAt: stamp(hub) };
  hub.state.accounts.set(login.toLowerCase(), made);
  return made;
}

/** Creates a repository with its bare git repository. Without files it is empty, as a new one on github.com. */
export async function createRepository(hub: Hub, wish: NewRepository): Promise<Repository> {
  const { owner, name, installed = true, defaultBranch = "main" } = wish;
  addAccount(hub, owner);
  const gitDir = join(hub.dataDir, "repositories", owner, `${name}.git`);
  const git = await initGit(hub, gitDir, defaultBranch);
  const facts = {
    id: hub.state.nextId(),
    owner,
    name,
    private: wish.private ?? false,
    installed,
  };
  const at = stamp(hub);
  const repository: Repository = {
    ...facts,
    ...{ archived: false, drafts: true },
    ...{ gitDir, git, defaultBranch, createdAt: at, pushedAt: at, roles: new Map() },
    ...{
      labels: [],
      issues: new Map(),
      deletedIssues: new Set(),
      transferredIssues: new Map(),
      comments: [],
      issueEvents: [],
    },
    ...{
      reviews: [],
      reviewComments: [],
      checkRuns: [],
      statuses: [],
      rulesets: [],
      protection: null,
      verifiedCommits: new Set(),
    },
  };
  if (wish.files || wish.seedFromDir) await firstCommit(hub, repository, wish);
  hub.state.repositories.push(repository);
  if (installed && !hub.state.installations.has(owner.toLowerCase())) {
    hub.state.installations.set(owner.toLowerCase(), hub.state.nextId());
  }
  return repository;
}

async function initGit(hub: Hub, dir: string, defaultBranch: string): Promise<Git> {
  await mkdir(dir, { recursive: true });
  const git = gitIn(hub.shell, dir);
  await git.text(["init", "--quiet", "--bare", "--template=", `--initial-branch=${defaultBranch}`]);
  await appendFile(join(dir, "config"), CONFIG);
  return git;
}

async function firstCommit(hub: Hub, repository: Repository, wish: NewRepository): Promise<void> {
  const { git, owner, defaultBranch } = repository;
  const seeded = wish.seedFromDir ? await writeTreeOfDirectory(git, wish.seedFromDir) : null;
  const tree = await writeFiles(git, seeded, wish.files ?? {});
  const signature = { ...senderEmail(hub, { login: owner, viaApp: false }), date: stamp(hub) };
  const commit = { tree, parents: [], author: signature, committer: signature, message: "First commit\n" };
  const sha = await writeCommit(git, commit);
  await git.text(["update-ref", `refs/heads/${defaultBranch}`, sha]);
}

/** Writes a tree: the base with the files on top. */
export async function writeFiles(git: Git, base: string | null, files: Files): Promise<string> {
  const changes: TreeChange[] = [];
  for (const [path, file] of Object.entries(files)) {
    const executable = file !== null && typeof file === "object" && "executable" in file;
    const content = executable ? file.executable : file;
    const object = content === null ? null : await writeBlob(git, content);
    changes.push({ path, mode: executable ? "100755" : "100644", object });
  }
  return await writeTree(git, base, changes);
}

export function requireRepository(hub: Hub, fullName: string): Repository {
  const [owner = "", name = ""] = fullName.split("/");
  const found = findRepository(hub.state, owner, name);
  if (!found) throw new Error(`Could not find the repository ${fullName}: nobody created it.`);
  return found;
}

export function setPermission(hub: Hub, fullName: string, login: string, role: Role | "none"): void {
  const { roles } = requireRepository(hub, fullName);
  addAccount(hub, login);
  if (role === "none") roles.delete(login.toLowerCase());
  else roles.set(login.toLowerCase(), role);
}

export function addBot(hub: Hub): Account {
  return addAccount(hub, botLogin(hub.app), "Bot");
}
