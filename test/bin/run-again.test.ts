// Running again into the same folder: what is taken over, what is refused, and what a person is told to do next.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SCRIPTED_MODELS } from "../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import { issuewright, NO_TEST_QUALITY, scriptedPlace } from "../support/cli.ts";
import { emptyRepository, temporaryFolder } from "../support/git.ts";
import { aScript, bareProject, calls, done, fixes, goodSpec, says, wish } from "../support/script.ts";

const ASKS = { id: "Q1", text: "Of what?", recommended: "Of all numbers", blocking: true };
const script = aScript({
  coder: (_request, turn) => [...fixes, done][turn] ?? done,
  spec: (request) => calls("submit_spec", { ...goodSpec, questions: says(request, "average") ? [ASKS] : [] }),
});

describe("issuewright run, where it ran before", () => {
  let model: LocalModel;
  const folder = temporaryFolder();
  const repository = emptyRepository();
  const [issue, unclear] = [join(folder.path, "issue.md"), join(folder.path, "unclear.md")];
  beforeAll(async () => {
    model = await startLocalModel({ script });
    repository.commit(bareProject);
    writeFileSync(issue, `# ${wish.title}\n\n${wish.body}\n`);
    writeFileSync(unclear, "Add an average\n");
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    repository[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  const place = (change: Record<string, string> = {}) =>
    scriptedPlace(model, folder.path, { ...NO_TEST_QUALITY, ...change });
  const words = (out: string, change: { repo?: string; issue?: string } = {}) => [
    ...["run", "--repo", change.repo ?? repository.path],
    ...["--issue", change.issue ?? issue, "--out", join(folder.path, out)],
  ];

  it("takes nothing of an earlier run but the spec, and only of the same repository and issue", async () => {
    const out = join(folder.path, "again");
    const first = await issuewright(words("again"), place());
    expect(first.status).toBe(0);
    expect(first.stdout).toContain(
      `**Written.** Measured: 1 of 1 criterion proven. Run \`git apply ${join(out, "change.patch")}\``,
    );
    expect(first.stdout).toContain("issue-comment.md is what GitHub would show");
    const architect = () =>
      model.requests.filter(({ request }) => request.model === SCRIPTED_MODELS.architect).length;
    using other = emptyRepository();
    other.commit(bareProject);
    const asked = model.requests.length;
    const refusals = await Promise.all([
      issuewright(words("again", { issue: unclear }), place()),
      issuewright(words("again", { repo: other.path }), place()),
    ]);
    for (const [index, part] of ["issue", "repository"].entries()) {
      expect(refusals[index]).toMatchObject({ status: 1, stdout: "" });
      expect(refusals[index]?.stderr).toMatch(
        new RegExp(
          `^Could not write to .*again: it holds the run of another ${part}, /.*\\. Name another folder`,
        ),
      );
    }
    expect(model.requests.length).toBe(asked);
    expect(existsSync(join(out, "change.patch"))).toBe(true);

    const before = architect();
    const failed = await issuewright(words("again"), place({ DOCKER_HOST: "unix:///nowhere/docker.sock" }));
    expect(failed.status).toBe(1);
    expect(architect()).toBe(before);
    expect(readFileSync(join(out, "issue-comment.md"), "utf8")).toMatch(/\*\*Failed\.\*\*.*Spec v1/s);
    expect(readdirSync(out).toSorted()).toEqual(["events.log", "issue-comment.md", "run.json", "run.log"]);
    expect(failed.stdout).not.toContain("change.patch");
  });

  it("does not write into a folder whose run nobody knows", async () => {
    const out = join(folder.path, "unknown");
    mkdirSync(out);
    writeFileSync(join(out, "change.patch"), "mine\n");
    const { status, stderr } = await issuewright(words("unknown"), place());
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /it holds change\.patch, and no run\.json names the repository and the issue\. Name another/,
    );
    expect(readFileSync(join(out, "change.patch"), "utf8")).toBe("mine\n");
  });

  it("says where an answer goes when it asks", async () => {
    const { status, stdout } = await issuewright(words("asking", { issue: unclear }), place());
    expect(status).toBe(1);
    expect(stdout).toContain("- **Q1** Of what?\n  - recommended: Of all numbers");
    expect(stdout).toContain(`**What to do:** Write the answer into ${unclear} (`);
    expect(stdout).not.toMatch(/\/ai go|\/ai retry|"level":/);
    expect(stdout).not.toContain("change.patch");
  });
});
