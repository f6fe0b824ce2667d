// A run without GitHub, as a person types it: files and an exit status, or one clear sentence.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import { type Ended, issuewright, scriptedPlace, startIssuewright } from "../support/cli.ts";
import { emptyRepository, temporaryFolder } from "../support/git.ts";
import { aScript, bareProject, done, fixes, says, shell, wish } from "../support/script.ts";
import { leftovers } from "../support/story.ts";

const SLEEPY = "Sleepy";
const script = aScript({
  coder: (request, turn) =>
    says(request, SLEEPY) ? shell("echo here; sleep 600", 900) : ([...fixes, done][turn] ?? done),
  spec: (request) => ({
    calls: [
      {
        name: "submit_spec",
        arguments: {
          goal: says(request, SLEEPY) ? SLEEPY : "The sum of nothing is 0.",
          criteria: ["sum([]) is 0"],
          ...{ outOfScope: [], requirements: [], decisions: [], objections: [], rejected: [] },
          questions: [],
        },
      },
    ],
  }),
});

describe("issuewright run", () => {
  let model: LocalModel;
  const folder = temporaryFolder();
  const repository = emptyRepository();
  const issue = join(folder.path, "issue.md");
  const sleepy = join(folder.path, "sleepy.md");
  beforeAll(async () => {
    model = await startLocalModel({ script });
    repository.commit(bareProject);
    writeFileSync(issue, `# ${wish.title}\n\n${wish.body}\n`);
    writeFileSync(sleepy, `${SLEEPY}\n`);
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    repository[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  const place = (change: Record<string, string> = {}) => scriptedPlace(model, folder.path, change);
  const words = (out: string, change: { repo?: string; issue?: string } = {}) => [
    ...["run", "--repo", change.repo ?? repository.path],
    ...["--issue", change.issue ?? issue, "--out", join(folder.path, out)],
  ];

  it("writes a patch that applies, the pull request, the evidence and the comment", async () => {
    const { status, stdout, stderr } = await issuewright([...words("whole"), "--json"], place());
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const out = join(folder.path, "whole");
    const result: unknown = JSON.parse(stdout);
    expect(result).toMatchObject({
      outcome: { kind: "opened", pull: { headSha: null } },
      spec: { version: 1 },
      evidence: {
        proofs: [{ criterion: "AC1", without: "failed-otherwise", with: "passed", faults: [] }],
        newFailures: [],
      },
      usage: { coder: { steps: 3 } },
      phases: expect.arrayContaining([{ name: "verify", durationMs: expect.any(Number) }]),
      files: {
        patch: join(out, "change.patch"),
        pullRequest: join(out, "pull-request.md"),
        evidence: join(out, "evidence.md"),
        transcripts: ["architect", "coder", "reviewer"].map((role) => join(out, `transcript-${role}.jsonl`)),
        log: join(out, "run.log"),
      },
    });
    const evidence = readFileSync(join(out, "evidence.md"), "utf8");
    expect(evidence).toMatch(/^# success: 1 of 1 criterion proven\n/);
    expect(evidence).toContain("#### coder, step 1");
    execFileSync("git", ["-C", repository.path, "apply", join(out, "change.patch")]);
    expect(readFileSync(join(repository.path, "src/sum.js"), "utf8")).toContain("a + b, 0)");
    repository.git("checkout", "--", ".");
    const pull = readFileSync(join(out, "pull-request.md"), "utf8");
    expect(pull).toMatch(/^# Make the sum of nothing 0\n/);
    expect(pull).toContain("1 of 1 changed line ran in tests (Node's own coverage).");
    expect(pull).toContain("put into changed lines on purpose, one at a time");
    const comment = readFileSync(join(out, "issue-comment.md"), "utf8");
    expect(comment).toContain("**Written.**");
    expect(comment + pull).not.toMatch(/\/ai |Comment on|[Ss]ubmit a review|Push to/);
  });

  it.each<[string, () => Promise<Ended>, RegExp]>([
    [
      "a repository that is not there",
      () => issuewright(words("a", { repo: "/nowhere" }), place()),
      /^Could not read the repository \/nowhere: it does not exist\. Give the path of a git repository, or a URL that `git clone` accepts\n$/,
    ],
    [
      "a role without a model",
      () => issuewright(words("e"), place({ ISSUEWRIGHT_REVIEWER_MODEL: "" })),
      /^The reviewer cannot start: no model is chosen for it\. Set ISSUEWRIGHT_REVIEWER_MODEL\. The endpoint offers/,
    ],
    [
      "no Docker engine",
      () => issuewright(words("f"), place({ DOCKER_HOST: "unix:///nowhere/docker.sock" })),
      /The sandbox could not be used: .*\/nowhere\/docker\.sock\. Start the Docker engine.*\*\*What to do:\*\* Once that is mended, run the same command again\n/s,
    ],
  ])("ends with 1 and says so: %s", async (_what, act, sentence) => {
    const asked = model.requests.length;
    const { status, stdout, stderr } = await act();
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(sentence);
    expect(stdout + stderr).not.toMatch(/ {4}at .*\.ts:\d|"level":/);
    expect(model.requests.length).toBe(asked);
  });

  it("says everything that is missing at once", async () => {
    const bare = await issuewright(words("g", { repo: "/nowhere", issue: "/nowhere.md" }));
    expect(bare).toMatchObject({ status: 1, stdout: "" });
    expect(bare.stderr).toMatch(
      /^Could not read the issue .*\nCould not read the repository .*\nThe configuration is not complete:\n {2}- OPENAI_API_KEY is not set.*\n {2}- ISSUEWRIGHT_ARCHITECT_MODEL is not set\. .*\n {2}- ISSUEWRIGHT_CODER_MODEL is not set\. .*\n {2}- ISSUEWRIGHT_REVIEWER_MODEL is not set\. .*\n$/,
    );
  });

  it("takes a model that the repository's rules choose", async () => {
    using other = emptyRepository();
    other.commit({ ".github/issuewright.yml": "models: { architect: some-architect, coder: some-coder }\n" });
    const { stderr } = await issuewright(words("h", { repo: other.path }));
    expect(stderr.match(/ISSUEWRIGHT_\w+/g)).toEqual(["ISSUEWRIGHT_REVIEWER_MODEL"]);
  });

  it("is cancelled by Ctrl-C: says so, keeps nothing running, and ends with 130", async () => {
    const run = startIssuewright(words("stopped", { issue: sleepy }), place());
    await run.says("work order");
    run.interrupt();
    const { status, stdout } = await run.ended;
    expect(status).toBe(130);
    expect(stdout).toContain("**Stopped** by `the operator`: interrupted.");
    const comment = readFileSync(join(folder.path, "stopped/issue-comment.md"), "utf8");
    const runId = /run `(local-\d+)`/.exec(comment)?.[1] ?? "";
    expect(runId).not.toBe("");
    expect(await leftovers(runId)).toEqual([]);
    expect(existsSync(join(folder.path, "stopped/change.patch"))).toBe(false);
  });
});
