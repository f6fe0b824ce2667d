// How GitHub in memory takes a publication: one commit on its branch, and the pull request.
import { PermanentError } from "../../../src/domain/errors.ts";
import type { GitHubTask } from "../../../src/domain/fault.ts";
import { issueName } from "../../../src/domain/repository.ts";
import type { Publication, Published } from "../../../src/github/publication.ts";
import type { GitHubState } from "./github.ts";
import { type FakeRepository, treeSha } from "./repository.ts";

/** As the adapter does: found again, never forced, described when it is opened. */
export async function publish(
  repository: FakeRepository,
  url: string,
  { issues, pulls }: GitHubState,
  publication: Publication,
): Promise<Published> {
  const { branch, into } = publication;
  const found = [...pulls.values()].filter((pull) => pull.branch === branch);
  const merged = found.find(
    ({ number, mergedBy }) => mergedBy !== undefined && number === publication.revises,
  );
  if (merged !== undefined) return { kind: "pull-merged", number: merged.number };
  const isLeft = publication.revises === null && !repository.branches.has(branch);
  const there = found
    .filter(({ mergedBy }) => mergedBy === undefined)
    .find((pull) => pull.state === "open" || !isLeft);
  if (there?.state === "closed") return { kind: "pull-closed", number: there.number };
  if (there !== undefined && there.into !== into)
    return { kind: "retargeted", number: there.number, into: there.into };
  const head = repository.branches.get(branch) ?? null;
  const isAgain = head !== null && isMade(repository, head, publication);
  if (head !== null && !isAgain && !publication.parents.includes(head))
    return { kind: "branch-moved", branchSha: head };
  const commitSha = isAgain ? head : commit(repository, publication);
  repository.branches.set(branch, commitSha);
  const number = there?.number ?? Math.max(0, ...issues.keys(), ...pulls.keys()) + 1;
  const described = there === undefined;
  if (described) {
    const text = await publication.textFor({ sha: commitSha, isNew: !isAgain });
    const { draft } = publication;
    const opened = { number, state: "open" as const, branch, into, draft, ...text };
    pulls.set(number, { ...opened, threads: [], answers: [], resolved: [] });
  }
  const pull = { number, url: `${url}/pull/${number}`, headSha: commitSha };
  return { kind: "published", pull, commitSha, isNew: !isAgain, isOurs: true, described };
}

function isMade(repository: FakeRepository, head: string, publication: Publication): boolean {
  const { tree, message, parents } = repository.commit(head);
  const isSame = treeSha(tree) === publication.treeSha && message === publication.message;
  return isSame && parents.join() === publication.parents.join();
}

function commit(repository: FakeRepository, { parents, baseTreeSha, files, ...made }: Publication): string {
  const based = parents
    .flatMap((sha) => repository.history(sha))
    .find(({ tree }) => treeSha(tree) === baseTreeSha);
  if (based === undefined) throw notFound("write-commit", `git/trees/${baseTreeSha}`);
  const tree = new Map(based.tree);
  for (const { path, content } of files) {
    if (content === null) tree.delete(path);
    else tree.set(path, Buffer.from(content).toString());
  }
  if (treeSha(tree) !== made.treeSha)
    throw new PermanentError({
      kind: "tree-differs",
      issue: issueName(made.issue),
      made: treeSha(tree),
      verified: made.treeSha,
    });
  return repository.add({ tree, parents, message: made.message, isOurs: true });
}

export function notFound(task: GitHubTask, what: string): PermanentError {
  return new PermanentError({
    kind: "github-refused",
    task,
    request: `GET ${what}`,
    status: 404,
    githubSaid: "Not Found",
  });
}
