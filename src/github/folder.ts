// The GitHub port on a directory: the issue is a markdown file, the pull request is files in another directory.
import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PermanentError } from "../domain/errors.ts";
import { digest } from "../domain/job.ts";
import type { PictureLink, UnshownPicture } from "../domain/picture.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { Ticket } from "../domain/ticket.ts";
import { writeWhole } from "../write-whole.ts";
import type { Checks } from "./check-report.ts";
import type { Ci } from "./ci.ts";
import type { GitHub, Pulls, Source, Status, Tickets } from "./github.ts";
import { findBase, isPath, originIn, readFileAt, refSha, source } from "./local-git.ts";
import type { Publication, Published } from "./publication.ts";
import { shownIn } from "./shown.ts";

export type FolderOptions = {
  issueFile: string;
  /** A path or a git URL. Only what is committed counts. */
  repository: string;
  /** Branch, tag or commit to build on; null: what HEAD points to. */
  base: string | null;
  /** Where everything is written; made when missing. */
  out: string;
};

/** Everyone is trusted: whoever can write the file can run the program. */
export function folderGitHub(options: FolderOptions): GitHub {
  return {
    tickets: folderTickets(options.issueFile),
    access: {
      permission: async () => "admin",
      bypassed: async () => ({ rulesets: [], branches: [] }),
      asksForReview: async () => null,
      lacking: async () => ({ slug: "issuewright", lacking: [] }),
    },
    source: folderSource(options),
    status: folderStatus(options),
    pulls: folderPulls(options.out),
    checks: folderChecks(options.out),
    pictures: { fetch: async (_issue, _pull, links) => ({ shown: [], unshown: links.map(notHere) }) },
    ci: NO_CI,
  };
}

/** No GitHub vouches here for what an address holds. */
function notHere({ address }: PictureLink): UnshownPicture {
  return { address, because: { kind: "no-address" } };
}

/** A directory has no CI. */
const NO_CI: Ci = {
  jobsOn: async () => [],
  suitesOn: async () => [],
  requiredOn: async () => [],
  detailsOf: async () => null,
  rerun: async () => false,
  logOf: async () => null,
};

function folderTickets(issueFile: string): Tickets {
  return {
    async read(issue) {
      if (!existsSync(issueFile)) return { kind: "gone" };
      const ticket = ticketFrom(issue, await readFile(issueFile, "utf8"));
      return { kind: "read", ticket, isLocked: false };
    },
    async state(issue) {
      if (!existsSync(issueFile)) return null;
      const { title, body } = ticketFrom(issue, await readFile(issueFile, "utf8"));
      return { state: "open", labels: [], textDigest: digest(title, body) };
    },
  };
}

/** The first line that says something is the title, with or without `# `. */
function ticketFrom(issue: IssueRef, text: string): Ticket {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const title = (lines[first] ?? "").replace(/^#+\s+/, "").trim();
  const body = lines
    .slice(first + 1)
    .join("\n")
    .trim();
  return {
    ...{ issue, title, body },
    textDigest: digest(title, body),
    author: "you",
    labels: [],
    comments: [],
    untrustedComments: 0,
  };
}

const WRITABLE = { isArchived: false, isDisabled: false, isPrivate: false };

function folderSource({ repository, base }: FolderOptions): Source {
  return {
    async find() {
      const { branch, sha } = await findBase(repository, base);
      const origin = isPath(repository) ? { origin: await originIn(repository) } : {};
      const git = { url: source(repository), authorization: async () => null, ...origin };
      if (base !== null && sha === null) throw noBase(base, repository);
      return { defaultBranch: branch, headSha: sha, git, standing: WRITABLE };
    },
    branchSha: (_repository, branch) => refSha(repository, branch),
    async readFile(_repository, path) {
      const { branch, sha } = await findBase(repository, base);
      return sha === null ? null : readFileAt(repository, branch, path);
    },
  };
}

function noBase(base: string, repository: string): PermanentError {
  return new PermanentError({ kind: "no-base", repository, base });
}

function folderStatus({ out, issueFile }: FolderOptions): Status {
  const sticky = join(out, "issue-comment.md");
  const shown = async () => (existsSync(sticky) ? await readFile(sticky, "utf8") : null);
  return {
    place: { kind: "folder", issueFile },
    async readShown() {
      const there = await shown();
      return there === null ? null : shownIn(there);
    },
    writeSticky: async (_issue, compose) => write(out, "issue-comment.md", compose(await shown())),
    writeNotice: (_issue, body) => write(out, "notice.md", body),
    ask: (_issue, key, body) => write(out, `question-${key.replace(/[^\w.-]/g, "_")}.md`, body),
    async changeLabels(_issue, { add, remove }) {
      await mkdir(out, { recursive: true });
      await appendFile(join(out, "events.log"), `labels +[${add.join(", ")}] -[${remove.join(", ")}]\n`);
    },
  };
}

/** Every run writes a pull request of its own, so there is never an open one to go on with. */
function folderPulls(out: string): Pulls {
  return {
    find: async () => ({ open: null, closed: null, heads: {} }),
    hasDrafts: async () => true,
    publish: (publication) => publish(out, publication),
    issueOf: async () => null,
    endingOf: async () => null,
    mergedLines: async () => null,
    markReady: async () => {},
    isDraftAgain: async () => false,
    beforeMerge: async () => null,
    refusedFor: async () => null,
    deleteBranch: async () => {},
    saidIn: async () => [],
    openThreads: async () => [],
    answer: async () => {},
    resolve: async () => 0,
    describe: (_pull, _issue, text) => write(out, "pull-request.md", pullText(text)),
  };
}

/** No commit is made: the pull request has none, and what is measured goes by its tree. */
async function publish(out: string, publication: Publication): Promise<Published> {
  const { treeSha, diff } = publication;
  await write(out, "change.patch", diff);
  const text = await publication.textFor({ sha: treeSha, isNew: true });
  await write(out, "pull-request.md", pullText(text));
  const url = pathToFileURL(resolve(out, "pull-request.md")).href;
  const pull = { number: publication.issue.number, url, headSha: null };
  return { kind: "published", pull, commitSha: treeSha, isNew: true, isOurs: true, described: true };
}

function folderChecks(out: string): Checks {
  return {
    async report(_repository, { conclusion, title, summary, text }) {
      await write(
        out,
        "evidence.md",
        pullText({ title: `${conclusion}: ${title}`, body: `${summary}\n\n${text}` }),
      );
      return { kind: "reported", url: pathToFileURL(resolve(out, "evidence.md")).href };
    },
    conclusionOn: async () => null,
  };
}

function pullText({ title, body }: { title: string; body: string }): string {
  return `# ${title}\n\n${body}\n`;
}

async function write(out: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeWhole(join(out, name), content);
}
