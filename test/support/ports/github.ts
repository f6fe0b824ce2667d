// GitHub in memory: one repository with its issues, pull requests and people, behind the port that a run is given.
import { wordsIn } from "../../../src/domain/intent.ts";
import { digest } from "../../../src/domain/job.ts";
import type { MergedLines } from "../../../src/domain/merged-lines.ts";
import { issueOfBranch } from "../../../src/domain/naming.ts";
import { type Bypassed, type Repository, slug } from "../../../src/domain/repository.ts";
import { type Comment, isTrusted, type Permission } from "../../../src/domain/ticket.ts";
import type { CheckReport } from "../../../src/github/check-report.ts";
import type { GitHub, OpenPull, Standing } from "../../../src/github/github.ts";
import { shownIn } from "../../../src/github/shown.ts";
import { takePictures } from "../../../src/github/take-pictures.ts";
import type { Thread } from "../../../src/github/thread.ts";
import { readSaidOnPage } from "../../../src/messages/marker.ts";
import { type FakeCi, fakeCi } from "./ci.ts";
import { notFound, publish } from "./publish.ts";
import type { FakeRepository } from "./repository.ts";

/** What a person sees of an issue. */
export type FakeIssue = {
  title: string;
  body: string;
  author: string;
  state: "open" | "closed";
  locked?: boolean;
  labels: Set<string>;
  comments: Comment[];
  /** What our app wrote, by what it is for: `sticky`, `notice`, or the key of a question. */
  ours: Map<string, string>;
};

export type FakePull = {
  number: number;
  state: "open" | "closed";
  branch: string;
  into: string;
  draft: boolean;
  title: string;
  body: string;
  threads: Thread[];
  /** What our app wrote in its conversation. */
  notice?: string;
  answers: { thread: number; commitSha: string | null; body: string }[];
  /** Threads that our app resolved. */
  resolved: number[];
  /** A person made it a draft again. */
  isDraftAgain?: boolean;
  /** By which commit it was merged. */
  mergedBy?: string;
};

export type GitHubState = FakeCi & {
  issues: Map<number, FakeIssue>;
  pulls: Map<number, FakePull>;
  checks: Map<string, CheckReport>;
  /** A person who is not in here has no permission. */
  permissions: Map<string, Permission>;
  standing: Standing;
  /** The plan of the owner has drafts. */
  drafts: boolean;
  /** What the installation does not grant. */
  lacking: string[];
  /** Rules that our app may bypass. */
  bypassed?: Bypassed;
  asksForReview?: boolean;
  /** By the commit that we published last. */
  mergedLines?: Map<string, MergedLines>;
  /** What is at the addresses of pictures. */
  pictures?: Map<string, Uint8Array>;
};

export function fakeGitHub(repository: FakeRepository, ref: Repository, state: GitHubState): GitHub {
  const url = `https://memory.test/${slug(ref)}`;
  const permissionOf = (login: string) => state.permissions.get(login) ?? "none";
  const isHeard = ({ author }: Comment) => isTrusted(permissionOf(author));
  const issueAt = (number: number) => {
    const issue = state.issues.get(number);
    if (issue === undefined) throw notFound("read-issue", `issues/${number}`);
    return issue;
  };
  const pullAt = (number: number) => {
    const pull = state.pulls.get(number);
    if (pull === undefined) throw notFound("read-pull", `pulls/${number}`);
    return pull;
  };
  return {
    tickets: {
      async read(issue, { admittedAt, textDigest }) {
        const found = state.issues.get(issue.number);
        if (found === undefined) return { kind: "gone" };
        const { title, body, author } = found;
        const isVouched = textDigest === digest(title, body) || isTrusted(permissionOf(author));
        if (!isVouched && textDigest !== null) return { kind: "text-changed" };
        const people = found.comments.filter(
          ({ at, text }) => Date.parse(at) <= Date.parse(admittedAt) && wordsIn(text) !== null,
        );
        const comments = people
          .filter(isHeard)
          .map((comment) => ({ ...comment, text: wordsIn(comment.text) ?? "" }));
        const onPage = [...found.ours.values()].flatMap((body) => readSaidOnPage(body)?.text ?? []);
        const said = onPage.map((text) => ({ id: 10_000, author: "operator", at: admittedAt, text }));
        const text = isVouched ? { title, body } : { title: `Issue #${issue.number}`, body: "" };
        const seen = { author, labels: [...found.labels] };
        const untrustedComments = people.length - comments.length;
        const counted = { untrustedComments, textDigest: digest(title, body) };
        return {
          kind: "read",
          ticket: { issue, ...text, ...seen, comments: [...comments, ...said], ...counted },
          isLocked: found.locked ?? false,
        };
      },
      async state({ number }) {
        const found = state.issues.get(number);
        if (found === undefined) return null;
        const textDigest = digest(found.title, found.body);
        return { state: found.state, labels: [...found.labels], textDigest };
      },
    },
    access: {
      permission: async (_repository, login) => permissionOf(login),
      asksForReview: async () => state.asksForReview ?? null,
      bypassed: async () => state.bypassed ?? { rulesets: [], branches: [] },
      lacking: async () => ({ slug: "issuewright", lacking: state.lacking }),
    },
    source: {
      find: async () => ({
        defaultBranch: "main",
        headSha: repository.branches.get("main") ?? null,
        git: { url, authorization: async () => null },
        standing: state.standing,
      }),
      branchSha: async (_repository, branch) => repository.branches.get(branch) ?? null,
      async readFile(_repository, path) {
        const head = repository.branches.get("main");
        return head === undefined ? null : (repository.commit(head).tree.get(path) ?? null);
      },
    },
    status: {
      place: { kind: "github" },
      async readShown({ number }) {
        const sticky = state.issues.get(number)?.ours.get("sticky");
        return sticky === undefined ? null : shownIn(sticky);
      },
      writeSticky: async ({ number }, compose) => {
        const { ours } = issueAt(number);
        ours.set("sticky", compose(ours.get("sticky") ?? null));
      },
      async writeNotice({ number }, body) {
        const pull = state.pulls.get(number);
        if (pull === undefined) issueAt(number).ours.set("notice", body);
        else pull.notice = body;
      },
      ask: async ({ number }, key, body) => void issueAt(number).ours.set(key, body),
      async changeLabels({ number }, { add, remove }) {
        const { labels } = issueAt(number);
        for (const label of remove) labels.delete(label);
        for (const label of add) labels.add(label);
      },
    },
    pulls: {
      async find(issue) {
        const found = [...state.pulls.values()].find(
          (pull) => pull.state === "open" && issueOfBranch(pull.branch) === issue.number,
        );
        const heads = [...repository.branches].filter(([branch]) => issueOfBranch(branch) === issue.number);
        const open = found === undefined ? null : openPull(repository, url, found);
        const shut = [...state.pulls.values()].find(
          (pull) => pull.state === "closed" && heads.some(([branch]) => branch === pull.branch),
        );
        const closed = open === null ? (shut?.number ?? null) : null;
        return { open, closed, heads: Object.fromEntries(heads) };
      },
      issueOf: async (_repository, number) => issueOfBranch(state.pulls.get(number)?.branch ?? ""),
      async endingOf(_repository, number) {
        const pull = state.pulls.get(number);
        if (pull === undefined || pull.state === "open") return pull === undefined ? null : { kind: "open" };
        const { mergedBy, into, branch } = pull;
        if (mergedBy === undefined) return { kind: "closed" };
        const headSha = repository.branches.get(branch) ?? "";
        const [at, issue] = ["2026-01-02T03:04:05Z", issueOfBranch(branch)];
        return { kind: "merged", into, commitSha: mergedBy, branch, headSha, at, issue };
      },
      beforeMerge: async (_repository, { commitSha }) => repository.commit(commitSha).parents[0] ?? null,
      mergedLines: async (_repository, { headSha }) => state.mergedLines?.get(headSha) ?? null,
      async refusedFor({ number }) {
        const last = [...state.pulls.values()].findLast(({ branch }) => issueOfBranch(branch) === number);
        return last?.state === "closed" && last.mergedBy === undefined ? last.number : null;
      },
      deleteBranch: async (_repository, branch) => void repository.branches.delete(branch),
      isDraftAgain: async (_repository, number) => pullAt(number).isDraftAgain ?? false,
      markReady: async (_repository, number) => void Object.assign(pullAt(number), { draft: false }),
      hasDrafts: async () => state.drafts,
      publish: async (publication) => publish(repository, url, state, publication),
      saidIn: async (_repository, { pull, id }) =>
        pullAt(pull).threads.flatMap(({ comments }) =>
          comments.filter((comment) => comment.id === id).map(({ text }) => text),
        ),
      openThreads: async ({ number }, _issue, { admittedAt }) =>
        pullAt(number).threads.filter(({ id, comments }) => {
          const heard = comments.filter(({ at }) => Date.parse(at) <= Date.parse(admittedAt)).filter(isHeard);
          return heard.length > 0 && !pullAt(number).answers.some(({ thread }) => thread === id);
        }),
      async answer({ number }, _issue, { id }, commitSha, body) {
        const { answers } = pullAt(number);
        if (answers.some((answer) => answer.thread === id && answer.commitSha === commitSha)) return;
        answers.push({ thread: id, commitSha, body });
      },
      async resolve({ number }, _issue, threads) {
        pullAt(number).resolved.push(...threads);
        return threads.length;
      },
      describe: async ({ number }, _issue, text) => void Object.assign(pullAt(number), text),
    },
    checks: {
      async report(_repository, report) {
        state.checks.set(report.headSha, report);
        return { kind: "reported", url: `${url}/checks/${report.headSha}` };
      },
      conclusionOn: async (_repository, sha) => state.checks.get(sha)?.conclusion ?? null,
    },
    pictures: {
      fetch: (_issue, _pull, links) =>
        takePictures(links, async ({ address }) => {
          const bytes = state.pictures?.get(address);
          return bytes === undefined
            ? { kind: "not-read", because: { kind: "not-answered", status: 404 } }
            : { kind: "read", bytes };
        }),
    },
    ci: fakeCi(state),
  };
}

function openPull(repository: FakeRepository, url: string, pull: FakePull): OpenPull {
  const { number, branch, into, title, body } = pull;
  const headSha = headOf(repository, branch);
  const mergeBaseSha = repository.mergeBase(headSha, headOf(repository, into));
  const known = new Set(repository.history(headOf(repository, into)).map(({ sha }) => sha));
  const others = repository.history(headSha).filter(({ sha, isOurs }) => !isOurs && !known.has(sha));
  const commitsByOthers = others.map(({ sha }) => sha);
  const text = { branch, into, title, body, isDraft: pull.draft };
  return { number, url: `${url}/pull/${number}`, headSha, ...text, commitsByOthers, mergeBaseSha };
}

function headOf(repository: FakeRepository, branch: string): string {
  const sha = repository.branches.get(branch);
  if (sha === undefined) throw notFound("read-repository", `branches/${branch}`);
  return sha;
}
