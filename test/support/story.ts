// Stories side by side in one house: a repository each, its scenes told apart by its name, and what a person sees at the end.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { IssueAddress } from "../../local/github/people.ts";
import type { Files } from "../../local/github/repositories.ts";
import type { Issue } from "../../local/github/state.ts";
import type { Script, Turn } from "../../local/model/script.ts";
import { type IssueRef, issueName } from "../../src/domain/repository.ts";
import { eventually } from "./eventually.ts";
import type { House } from "./house.ts";
import { aScript, calls, type Department, fixes, goodOrder, goodSpec, says, undecided } from "./script.ts";

const execute = promisify(execFile);
const OWNER = "octo";

/** A department for each story, by a name that no other name contains. */
export function scenes(departments: Record<string, Department>): Script {
  return Object.entries(departments).flatMap(([name, department]) =>
    aScript({
      spec: [calls("submit_spec", { ...goodSpec, goal: `For ${name}, the sum of nothing is 0.` })],
      order: [calls("submit_order", orderFor(name))],
      ...department,
    }).map((scene) => ({
      ...scene,
      when: (request) => says(request, name) && (scene.when?.(request) ?? true),
    })),
  );
}

/** Mends the bug, and neither adds a test nor names one: of what is measured, as little as can be. */
export const mended: Turn[] = [...fixes.slice(0, 1), undecided];
export const quick: Department = { coder: mended };

/** The title names the story, for requests that show the order and not the spec. */
export function orderFor(name: string) {
  return { ...goodOrder, title: `Make the sum of nothing 0 (${name})` };
}

export async function openRepository(house: House, name: string, files: Files = {}): Promise<string> {
  await house.github.createRepository({
    owner: OWNER,
    name,
    ...(Object.keys(files).length === 0 ? {} : { files }),
  });
  const repository = `${OWNER}/${name}`;
  house.github.setPermission(repository, "ada", "admin");
  return repository;
}

export type Told = {
  address: IssueAddress;
  /** Kind of the outcome. */
  outcome: string;
  runId: string;
  /** How the comment says it ended: what stands above the spec. */
  shown: string;
  sticky: string;
  labels: string[];
  /** The open pull requests of the repository. */
  pulls: Issue[];
};

/** Ada opens an issue in a repository of its own and labels it; resolves when its run ended. */
export async function tell(
  house: House,
  story: { name: string; files?: Files; title?: string; body?: string | null },
): Promise<Told> {
  const { name, title = `sum([]) throws (${name})` } = story;
  const repository = await openRepository(house, name, story.files);
  const ada = house.github.asUser("ada");
  const body = story.body === undefined ? "It should be 0." : story.body;
  const { number } = await ada.openIssue(repository, { title, body });
  const address = { repository, number };
  return ends(house, address, () => ada.label(address, "ai-ready"));
}

/** Acts, and waits for the end of the run of this issue that follows, and until the queue lets the issue go. */
export async function ends(house: House, address: IssueAddress, act: () => Promise<unknown>): Promise<Told> {
  const name = `${address.repository}#${address.number}`;
  const end = house.nextEnd(name);
  await act();
  const ended = await end;
  await isLetGo(house, address);
  return { ...seen(house, address), ...ended };
}

/** A run has ended a moment before its issue is free: a command that comes in between is told that it runs. */
export async function isLetGo(house: House, address: IssueAddress): Promise<void> {
  const issue = refOf(house, address);
  await eventually(
    `the queue lets ${issueName(issue)} go`,
    async () => !(await house.queue.isRunning(issue)),
  );
}

/** An issue as the queue knows it. */
export function refOf({ github }: Pick<House, "github">, { repository, number }: IssueAddress): IssueRef {
  const { id, owner, name } = github.repository(repository);
  return { repository: { id, owner, name }, number };
}

/** What a person sees of an issue now. */
export function seen(house: Pick<House, "github">, address: IssueAddress): Omit<Told, "outcome" | "runId"> {
  const { comments, issues } = house.github.repository(address.repository);
  const sticky =
    comments.find(
      (comment) =>
        comment.issue === address.number &&
        comment.viaApp &&
        comment.body.startsWith("<!-- issuewright:sticky"),
    )?.body ?? "";
  return {
    address,
    sticky,
    shown: sticky.split("\n\n---\n\n", 1)[0]?.replace(/^(<!--.*-->\n+)+/, "") ?? "",
    labels: [...(issues.get(address.number)?.labels ?? [])].sort(),
    pulls: [...issues.values()].filter((issue) => issue.pull !== null && issue.state === "open"),
  };
}

/** Requests to the model that say these words. */
export function requestsSaying(house: House, words: string) {
  return house.model.requests.map(({ request }) => request).filter((request) => says(request, words));
}

/** Containers of a run that are still there. */
export async function leftovers(runId: string): Promise<string[]> {
  const filter = `label=issuewright.run=${runId}`;
  const { stdout } = await execute("docker", ["ps", "--all", "--quiet", "--filter", filter]);
  return stdout.split("\n").filter((line) => line !== "");
}

/** All of them at once, as far as the workers let them. */
export async function tellAll<Name extends string>(
  house: House,
  stories: Record<Name, Files>,
): Promise<Record<Name, Told>> {
  const names = Object.keys(stories) as Name[];
  const told = await Promise.all(names.map((name) => tell(house, { name, files: stories[name] })));
  return Object.fromEntries(names.map((name, index) => [name, told[index]])) as Record<Name, Told>;
}
