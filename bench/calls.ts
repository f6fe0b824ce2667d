// Counts what each moment of an issue asks of GitHub, and says how many runs an hour its limits leave room for.
import { type Tally, tallied } from "../local/github/tally.ts";
import { openHouse } from "../test/support/house.ts";
import { aScript, project } from "../test/support/script.ts";
import { ends, openRepository } from "../test/support/story.ts";
import { adaOpens, more, twoVersions } from "../test/support/versions.ts";

/** For each installation: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const REQUESTS_AN_HOUR = 5000;
const WRITES_AN_HOUR = 500;

await using house = await openHouse({ script: aScript(twoVersions()), files: project });
const { github } = house;
const ada = github.asUser("ada");
const repository = await openRepository(house, "counted", project);

const warmUp = await adaOpens(house, repository);
const moments: Record<string, Tally> = {
  "label, first in its repository": await counting(() =>
    ends(house, warmUp, () => ada.label(warmUp, "ai-ready")),
  ),
};
const address = await adaOpens(house, repository);
moments.label = await counting(() => ends(house, address, () => ada.label(address, "ai-ready")));
moments.refine = await counting(() => ends(house, address, () => ada.comment(address, more)));
const pull = house.github.repository(repository).issues.size;
moments.review = await counting(() =>
  ends(house, address, () =>
    ada.review(
      { repository, number: pull },
      { state: "commented", comments: [{ path: "src/sum.js", line: 3, body: "Is 0 right?" }] },
    ),
  ),
);
const headSha = () => github.repository(repository).issues.get(pull)?.pull?.headSha ?? "";
moments["a green CI"] = await counting(() =>
  github.reportCheck(repository, { name: "lint", headSha: headSha(), conclusion: "success" }),
);
moments["a red CI, looked into without a commit"] = await counting(() =>
  ends(house, address, () =>
    github.reportCheck(repository, { name: "style", headSha: headSha(), conclusion: "failure" }),
  ),
);
moments["a stranger's comment"] = await counting(() =>
  github.asUser("mallory").comment({ repository, number: address.number }, "Me too."),
);
print(moments);

/** What was asked of GitHub until nothing was asked any more. */
async function counting(act: () => Promise<unknown>): Promise<Tally> {
  const before = github.exchanges.length;
  await act();
  await github.webhooks.settled();
  return tallied(github.exchanges.slice(before));
}

function print(all: Record<string, Tally>): void {
  const names = Object.keys(all);
  const routes = [...new Set(Object.values(all).flatMap(({ byRoute }) => Object.keys(byRoute)))].sort();
  const row = (title: string, cells: (number | string)[]) =>
    `${title.padEnd(72)}${cells.map((cell) => String(cell).padStart(8)).join("")}`;
  const tallies = Object.values(all);
  const lines = [
    ...names.map((name, index) => `${index + 1}: ${name}`),
    row(
      "",
      names.map((_, index) => index + 1),
    ),
    ...routes.map((route) =>
      row(
        route,
        tallies.map(({ byRoute }) => byRoute[route] ?? ""),
      ),
    ),
    row(
      "requests that count",
      tallies.map(({ requests }) => requests),
    ),
    row(
      "free (304)",
      tallies.map(({ unchanged }) => unchanged),
    ),
    row(
      "of them writes",
      tallies.map(({ writes }) => writes),
    ),
    row(
      "of them content that people read",
      tallies.map(({ content }) => content),
    ),
    row(
      "such runs an hour by requests",
      tallies.map(({ requests }) => perHour(REQUESTS_AN_HOUR, requests)),
    ),
    row(
      "such runs an hour by content",
      tallies.map(({ content }) => perHour(WRITES_AN_HOUR, content)),
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function perHour(limit: number, each: number): number | string {
  return each === 0 ? "" : Math.floor(limit / each);
}
