// A write that a person is meant to see, as it is kept until GitHub has taken it: what it is, whom it replaces, and doing it.
import { z } from "zod";
import { issueKey } from "../domain/naming.ts";
import { PullRef } from "../domain/outcome.ts";
import { IssueRef, identityOf, Repository } from "../domain/repository.ts";
import { ThreadKind } from "../domain/thread-kind.ts";
import { CheckReport } from "./check-report.ts";
import type { GitHub } from "./github.ts";

export const Write = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("notice"), issue: IssueRef, body: z.string() }),
  z.object({ kind: z.literal("question"), issue: IssueRef, key: z.string(), body: z.string() }),
  z.object({
    kind: z.literal("answer"),
    pull: PullRef,
    issue: IssueRef,
    thread: z.object({ id: z.int(), kind: ThreadKind }),
    commitSha: z.string().nullable(),
    body: z.string(),
  }),
  z.object({ kind: z.literal("resolution"), pull: PullRef, issue: IssueRef, threads: z.array(z.int()) }),
  z.object({
    kind: z.literal("description"),
    pull: PullRef,
    issue: IssueRef,
    text: z.object({ title: z.string(), body: z.string() }),
  }),
  z.object({ kind: z.literal("check-run"), repository: Repository, report: CheckReport }),
]);
export type Write = z.infer<typeof Write>;

/** Where it shows. A newer write to the same place makes an older one needless. */
export function placeOf(write: Write): string {
  switch (write.kind) {
    case "notice":
      return `notice ${issueKey(write.issue)}`;
    case "question":
      return `question ${issueKey(write.issue)} ${write.key}`;
    case "answer":
      return `answer ${issueKey(write.issue)} ${write.thread.id} ${write.commitSha ?? "none"}`;
    case "resolution":
      return `resolution ${issueKey(write.issue)} ${write.threads.join(" ")}`;
    case "description":
      return `description ${issueKey({ ...write.issue, number: write.pull.number })}`;
    case "check-run":
      return `check-run ${identityOf(write.repository)} ${write.report.headSha}`;
    default:
      return write satisfies never;
  }
}

/** Idempotent, as the port is. */
export async function carryOut(write: Write, { status, pulls, checks }: GitHub): Promise<void> {
  switch (write.kind) {
    case "notice":
      return status.writeNotice(write.issue, write.body);
    case "question":
      return status.ask(write.issue, write.key, write.body);
    case "answer":
      return pulls.answer(write.pull, write.issue, write.thread, write.commitSha, write.body);
    case "resolution":
      return void (await pulls.resolve(write.pull, write.issue, write.threads));
    case "description":
      return pulls.describe(write.pull, write.issue, write.text);
    case "check-run":
      return void (await checks.report(write.repository, write.report));
    default:
      write satisfies never;
  }
}

/** Null: it is kept, and is done later. Rejects where GitHub refuses it for good, or where it could neither be done nor kept. */
export type DoOrKeep = <T>(write: Write, work: () => Promise<T>) => Promise<{ value: T } | null>;

/** The same port, whose writes for people are done at once or later. */
export function keepingWrites(github: GitHub, doOrKeep: DoOrKeep): GitHub {
  const { status, pulls, checks } = github;
  const quietly = async (write: Write) => void (await doOrKeep(write, () => carryOut(write, github)));
  return {
    ...github,
    status: {
      ...status,
      writeNotice: (issue, body) => quietly({ kind: "notice", issue, body }),
      ask: (issue, key, body) => quietly({ kind: "question", issue, key, body }),
    },
    pulls: {
      ...pulls,
      answer: (pull, issue, { id, kind }, commitSha, body) =>
        quietly({ kind: "answer", pull, issue, thread: { id, kind }, commitSha, body }),
      async resolve(pull, issue, threads) {
        const write: Write = { kind: "resolution", pull, issue, threads };
        return (await doOrKeep(write, () => pulls.resolve(pull, issue, threads)))?.value ?? 0;
      },
      describe: (pull, issue, text) => quietly({ kind: "description", pull, issue, text }),
    },
    checks: {
      ...checks,
      async report(repository, report, commit) {
        const write: Write = { kind: "check-run", repository, report };
        const done = await doOrKeep(write, () => checks.report(repository, report, commit));
        return done?.value ?? { kind: "later" };
      },
    },
  };
}
