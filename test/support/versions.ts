// The small project taken further: what the department says when somebody wants more, and how a story holds a run still.
import type { IssueAddress } from "../../local/github/people.ts";
import { type ChatRequest, SCRIPTED_MODELS, type Turn, textOf } from "../../local/model/script.ts";
import type { Role } from "../../src/domain/budget.ts";
import { eventually } from "./eventually.ts";
import { type End, endOf, type House } from "./house.ts";
import { calls, goodOrder, goodSpec, project, says, shell, undecided, wish, writes } from "./script.ts";
import { mended } from "./story.ts";
import { git } from "./trees.ts";

/** The comment that asks for more, in plain words. */
export const more = "Strings of digits count too, please.";
export const moreCriterion = "sum of '1' and 2 is 3";

export const secondSpec = { ...goodSpec, criteria: ["sum([]) is 0", moreCriterion] };
export const secondOrder = { ...goodOrder, title: "Count strings of digits" };

const SECOND_CODE =
  "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + Number(b), 0);\n}\n";
const SECOND_TESTS = `${project["test/sum.test.js"]}
test("the sum of nothing is 0", () => {
  assert.equal(sum([]), 0);
});

test("strings of digits count", () => {
  assert.equal(sum(["1", 2]), 3);
});
`;

/** The coder's turns for spec v2, on the base as it is. */
export const secondFixes: Turn[] = [
  writes("src/sum.js", SECOND_CODE),
  writes("test/sum.test.js", SECOND_TESTS),
];
/** The same as `mended` is: without a test. */
const secondMended: Turn[] = [
  ...secondFixes.slice(0, 1),
  calls("done", {
    undecidable: ["AC1", "AC2"].map((criterion) => ({ criterion, because: "this story is about when" })),
  }),
];

/** A command that ends only with its sandbox. */
export const hangs: Turn = shell("echo the old one; sleep 600", 600);

/** Spec v1 until somebody asks for more; then v2 and its code. */
export function twoVersions() {
  const wantsMore = (request: ChatRequest) => says(request, more) || says(request, moreCriterion);
  return {
    spec: (request: ChatRequest) => calls("submit_spec", wantsMore(request) ? secondSpec : goodSpec),
    order: (request: ChatRequest) => calls("submit_order", wantsMore(request) ? secondOrder : goodOrder),
    coder: (request: ChatRequest, turn: number) =>
      (wantsMore(request) ? secondMended : mended)[turn] ?? undecided,
  };
}

/** What the model of a role was sent, one text a request. */
export function toldTo(house: House, role: Role): string[] {
  return house.model.requests
    .filter(({ request }) => request.model === SCRIPTED_MODELS[role])
    .map(({ request }) => textOf(request));
}

/** Ada opens an issue; the default repository is the house's own. */
export async function adaOpens(house: House, repository = house.repository): Promise<IssueAddress> {
  const { number } = await house.github.asUser("ada").openIssue(repository, wish);
  return { repository, number };
}

/** The coder asks for so many replies: what the ones before called has been done, and the next one holds the run. */
export function coderWasTold(house: House, times: number): Promise<void> {
  return eventually(`the coder asks for reply ${times}`, () => toldTo(house, "coder").length >= times);
}

/** Acts, and waits until so many runs of this issue have ended; how each did. */
export async function endings(
  house: House,
  { repository, number }: IssueAddress,
  times: number,
  act: () => Promise<unknown>,
): Promise<End[]> {
  const ended: End[] = [];
  const all = house.until((event) => {
    ended.push(...[endOf(event, `${repository}#${number}`) ?? []].flat());
    return ended.length === times;
  });
  await act();
  await all;
  return ended;
}

/** What git on the local GitHub says of a repository. */
export async function gitAt(house: House, repository: string, ...words: string[]): Promise<string> {
  return (await git(house.github.repository(repository).gitDir, ...words)).trim();
}

/** The pull request for an issue as it stands. */
export function pullOf(house: House, repository: string, number: number) {
  const issue = house.github.repository(repository).issues.get(number);
  if (issue?.pull == null) throw new Error(`${repository}#${number} is no pull request`);
  return { ...issue, body: issue.body ?? "", ...issue.pull };
}
