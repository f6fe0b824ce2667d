// A maintainer labels an issue, and a draft pull request appears whose every claim was measured.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Tally, tallied } from "../../local/github/tally.ts";
import { createLog } from "../../src/log.ts";
import { openTelemetry } from "../../src/telemetry/open.ts";
import type { Telemetry } from "../../src/telemetry/telemetry.ts";
import { above, type Collector, startCollector } from "../support/collector.ts";
import { freePort } from "../support/endpoint.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { doubledKeys } from "../support/log-lines.ts";
import { aScript, calls, goodOrder, goodSpec, project, wish } from "../support/script.ts";
import { refOf } from "../support/story.ts";
import { toldTo } from "../support/versions.ts";

const argued = {
  objections: [{ against: "Nothing is said of lists with holes", answer: "they stay as they are" }],
  rejected: [{ option: "throwing a better error", because: "the issue asks for 0" }],
};
/** The issue is small: its work order comes along with its spec. */
const short = calls("submit_spec", { ...goodSpec, ...argued, order: goodOrder });

const silent = createLog({ level: "silent", name: "test" });

describe("a labelled issue", () => {
  let house: House;
  let outcome: string;
  let asked: Tally;
  let collector: Collector;
  let telemetry: Telemetry;
  beforeAll(async () => {
    collector = await startCollector();
    const metrics = { host: "127.0.0.1", port: await freePort() };
    telemetry = await openTelemetry({ collector: collector.url, metrics, content: false }, silent);
    house = await openHouse({ script: aScript({ spec: [short] }), files: project, telemetry });
    const { github, repository } = house;
    const ada = github.asUser("ada");
    const { number } = await ada.openIssue(repository, wish);
    github.webhooks.trouble("duplicate", "issues.labeled");
    const before = github.exchanges.length;
    outcome = await house.outcome(() => ada.label({ repository, number }, "ai-ready"));
    await eventually("the label of the work is off", () => !house.labels(number).includes("ai-working"));
    asked = tallied(github.exchanges.slice(before));
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
    await telemetry[Symbol.asyncDispose]();
    await collector[Symbol.asyncDispose]();
  });

  it("is one trace for machines, from the webhook to each call of a model and of a tool", async () => {
    await eventually("the run is told", () => collector.spans.some(({ name }) => name === "run work"));
    const { spans } = collector;
    const run = await collector.span("run work");
    expect(above(run, spans)).toEqual(["judge", "webhook"]);
    const ofTrace = spans.filter(({ traceId }) => traceId === run.traceId);
    const aboveOf = (name: RegExp) =>
      ofTrace.filter((span) => name.test(span.name)).map((span) => above(span, spans));
    const from = ["run work", "judge", "webhook"];
    expect(aboveOf(/^chat scripted-coder$/)[0]).toEqual(["phase build", ...from]);
    expect(aboveOf(/^execute_tool /)[0]?.slice(-3)).toEqual(from);
    expect(aboveOf(/^POST \/repos\/\{owner\}\/\{repo\}\/pulls$/)).toEqual([["phase publish", ...from]]);
    expect(collector.raw()).not.toMatch(/gh[su]_|Bearer|x-access-token|BEGIN/);
  });

  it("is told in lines of the log that name run and issue, each field once", () => {
    const lines = house.log.flatMap((text) => text.trimEnd().split("\n"));
    expect(lines.flatMap(doubledKeys)).toEqual([]);
    const ended = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "run ended");
    expect(ended).toMatchObject([{ runId: expect.any(String), issue: `${house.repository}#1`, outcome }]);
  });

  it("becomes a draft pull request with measured evidence, and the issue says so", async () => {
    const { github, repository } = house;
    expect(outcome).toBe("opened");

    const pull = github.repository(repository).issues.get(2);
    expect(pull).toMatchObject({
      title: "Make the sum of nothing 0",
      author: "issuewright[bot]",
      pull: { draft: true, base: "main", head: "issuewright/1-sum-throws", mergedAt: null },
    });
    const body = pull?.body ?? "";
    expect(body).toContain("Fixes #1, built from **spec v1**");
    expect(body).toContain(
      "| ✔ | **AC1** sum([]) is 0 | test “test/sum.test.js > the sum of nothing is 0” in `test` | red, at no assertion | green | red at an assertion, 1 time |",
    );
    expect(body).toContain(
      "red on the base by an exception (`TypeError: Reduce of empty array with no initial value`)",
    );
    expect(body).toContain("green on the head. Turned green: `test/sum.test.js > the sum of nothing is 0`");
    expect(body).toContain("1 passed, 0 failed");
    expect(body).toContain("2 passed, 0 failed");
    expect(house.sticky(1)).toContain("**Opened** [#2]");
    expect(house.sticky(1)).toContain("### Spec v1");
    expect(house.sticky(1)).toContain(
      "<sub>small: 11 words, 1 criterion, 2 files to change; so spec and work order were written together</sub>",
    );
    for (const text of [house.sticky(1), body]) {
      expect(text).toContain("- Objection: Nothing is said of lists with holes → they stay as they are");
      expect(text).toContain("- Rejected: throwing a better error → the issue asks for 0");
    }
    expect(house.labels(1).sort()).toEqual(["ai-in-review", "ai-ready"]);

    const asked = toldTo(house, "architect");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("src/sum.js\n  2-4 export function sum(numbers)\n");

    const [check, ...others] = github.repository(repository).checkRuns;
    expect(others).toEqual([]);
    expect(check).toMatchObject({
      ...{ name: "issuewright/evidence", headSha: pull?.pull?.headSha, appSlug: "issuewright" },
      ...{ status: "completed", conclusion: "success" },
    });
    expect(check?.output.title).toBe("1 of 1 criterion proven");
    expect(check?.output.summary).toContain("| **AC1** sum([]) is 0 |");
    expect(check?.output.text).toContain("#### coder, step 1");
    const page = `${github.serverUrl}/${repository}/runs/${check?.id}`;
    expect(body).toContain(`[Every step of the run](${page})`);
    expect(await (await fetch(page)).text()).toContain("#### reviewer, step 1");
    // GitHub tells us of it unasked, and it starts nothing.
    await github.webhooks.settled();
    const told = github.webhooks.deliveries.filter((each) => each.event === "check_run");
    expect(told.map((each) => each.action)).toEqual(["completed"]);
    const ref = refOf(house, { repository, number: 1 });
    await eventually("the run lets go of its issue", async () => !(await house.queue.isRunning(ref)));
    expect(toldTo(house, "architect")).toEqual(asked);
  });

  it("asks GitHub 25 times and writes what people read 8 times, besides what slowness and new labels add", () => {
    // Each edit while the run goes on reads the comment first. Two labels are new, and are given their looks.
    const whileItRuns = asked.edits - 1;
    const looks = asked.byRoute["PATCH /repos/{owner}/{repo}/labels/{name}"] ?? 0;
    expect(asked.requests - 2 * whileItRuns - looks).toBeLessThanOrEqual(25);
    expect(asked.content - whileItRuns - looks).toBeLessThanOrEqual(8);
  });

  it("makes one comment, edited in place, one pull request and one check run, however often it is delivered", async () => {
    const { github, repository } = house;
    const labeled = github.webhooks.deliveries.find((each) => each.action === "labeled");
    await github.webhooks.redeliver(labeled?.guid ?? "");
    await github.webhooks.settled();
    expect(github.repository(repository).comments.filter((comment) => comment.viaApp)).toHaveLength(1);
    const { checkRuns, issues } = github.repository(repository);
    expect([...issues.values()].map(({ title }) => title)).toEqual([wish.title, "Make the sum of nothing 0"]);
    expect(checkRuns.map(({ name }) => name)).toEqual(["issuewright/evidence"]);
    expect(toldTo(house, "architect")).toHaveLength(1);
  });

  it("leaves nothing of ours in what the model was told or the log wrote", async () => {
    const { github, repository } = house;
    // What a tool answered the coder; the reviewer begins afresh.
    expect(toldTo(house, "coder").at(-1)).toContain("Wrote src/sum.js");
    expect(toldTo(house, "reviewer").join("\n")).not.toContain("Wrote src/sum.js");
    const secrets = [github.app.webhookSecret, "BEGIN", house.redisUrl, /\bghs_\w+/];
    const kept = await transcripts(house.dataDir);
    expect(kept.map(({ name }) => name)).toEqual([
      "transcript-architect.jsonl",
      "transcript-coder.jsonl",
      "transcript-reviewer.jsonl",
    ]);
    expect(kept.map(({ text }) => text).join("")).toContain("the sum of nothing is 0");
    const shown = github.repository(repository).checkRuns.map(({ output }) => output.text ?? "");
    for (const secret of secrets) {
      for (const { text } of kept) expect(text).not.toMatch(secret);
      for (const text of shown) expect(text).not.toMatch(secret);
      expect(house.told()).not.toMatch(secret);
      expect(house.log.join("")).not.toMatch(secret);
    }
  });
});

/** What was kept of the only run, by name. */
async function transcripts(dataDir: string): Promise<{ name: string; text: string }[]> {
  const [run = ""] = await readdir(join(dataDir, "runs"));
  const names = (await readdir(join(dataDir, "runs", run))).filter((name) => /^transcript/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(dataDir, "runs", run, name), "utf8") })),
  );
}
