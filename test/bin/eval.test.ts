// Many cases through the real pipeline, as a person types it: what each came to, and what was never told to a model.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { main } from "../../bin/eval.ts";
import { type ChatRequest, SCRIPTED_MODELS } from "../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import { type Cases, someCases } from "../support/cases.ts";
import { issuewright, NO_TEST_QUALITY, scriptedPlace, startIssuewright } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/git.ts";
import { aScript, calls, done, fixes, goodSpec, says, shell } from "../support/script.ts";
import { leftovers } from "../support/story.ts";

const ASKS = { id: "Q1", text: "Of what?", recommended: "Of all numbers", blocking: true };
const isSleepy = (request: ChatRequest) => says(request, "Sleepy");

/** Everything a machine has by name, and everything its git knows; the pattern itself would not be found. */
const LOOK = `find / -path /proc -prune -o -name 'hid*n-*' -print; git -C /mirror log --all --stat; echo looked`;

/** Looks for what is hidden, mends what it always mends, asks about averages, and sleeps when told so. */
const script = aScript({
  spec: (request) =>
    calls("submit_spec", {
      ...goodSpec,
      ...(isSleepy(request) ? { goal: "Sleepy" } : {}),
      questions: says(request, "average") ? [ASKS] : [],
    }),
  coder: (request, turn) =>
    isSleepy(request) ? shell("sleep 600", 900) : ([shell(LOOK), ...fixes.slice(0, 1), done][turn] ?? done),
});

describe("issuewright eval", () => {
  let model: LocalModel;
  let cases: Cases;
  const folder = temporaryFolder();
  const out = join(folder.path, "out");
  beforeAll(async () => {
    model = await startLocalModel({ script });
    cases = someCases();
    for (const name of ["already-right", "empty-sum", "numbers-as-text", "which-average"]) cases.sample(name);
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    cases[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  const place = (change: Record<string, string> = {}) =>
    scriptedPlace(model, folder.path, { ...NO_TEST_QUALITY, ...change });
  const words = (...more: string[]) => ["eval", "--cases", cases.path, "--out", out, ...more];
  const results = (): unknown => JSON.parse(readFileSync(join(out, "results.json"), "utf8"));

  it("tells a resolved case from a false success, an honest stop and a broken case", async () => {
    const { status, stdout, stderr } = await issuewright(words("--parallel", "2"), place());
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(results()).toMatchObject({
      version: 2,
      configuration: { label: "out", architect: "on" },
      summary: { counts: { resolved: 1, "false-success": 1, "honest-stop": 1, "broken-case": 1, error: 0 } },
      cases: [
        { name: "already-right", verdict: "broken-case", hidden: { base: { ending: "passed" } } },
        {
          name: "empty-sum",
          verdict: "resolved",
          outcome: "opened",
          usage: { architect: { steps: 2 }, coder: { steps: 4 }, reviewer: { steps: 1 } },
          hidden: { base: { ending: "failed" }, change: { ending: "passed" } },
        },
        { name: "numbers-as-text", verdict: "false-success", hidden: { change: { ending: "failed" } } },
        {
          name: "which-average",
          verdict: "honest-stop",
          reason: { kind: "not-published", outcome: { questions: [{ text: "Of what?" }] } },
          hidden: { change: null },
        },
      ],
    });
    expect(stdout).toMatch(/^resolved +1 of 3 \(33 %; 95 % interval 6–79 %\)$/m);
    expect(stdout).toMatch(/^false success +1 of 3 .*; 1 of 2 published$/m);
    expect(readFileSync(join(out, "results.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(readFileSync(join(out, "cases/empty-sum/change.patch"), "utf8")).toContain("a + b, 0)");
    expect(existsSync(join(out, "cases/empty-sum/repository.git"))).toBe(false);
    // Hidden from every run: neither in what models read, nor in what a run published.
    const told = model.requests.map(({ raw }) => raw).join("\n");
    expect(told).toMatch(/looked\\n/);
    expect(told).not.toMatch(/hidden-|no numbers at all|the average is the mean/);
    expect(readFileSync(join(out, "cases/empty-sum/evidence.json"), "utf8")).not.toContain(
      "no numbers at all",
    );
  });

  it("goes on where it was: finished cases stand", async () => {
    const asked = model.requests.length;
    const again = await issuewright(words("--only", "empty-sum", "--only", "which-average"), place());
    expect(again).toMatchObject({ status: 0, stderr: "" });
    expect(again.stdout.match(/\(from last time\)/g)).toHaveLength(2);
    expect(model.requests.length).toBe(asked);
  });

  it("runs without an architect, and compares both", async () => {
    const off = join(folder.path, "off");
    const asked = model.requests.length;
    const only = ["--only", "empty-sum", "--architect", "off", "--label", "alone"];
    const { status } = await issuewright(["eval", "--cases", cases.path, "--out", off, ...only], place());
    expect(status).toBe(0);
    const models = new Set(model.requests.slice(asked).map(({ request }) => request.model));
    expect(model.requests.at(asked)?.raw).toContain("`sum([])` should be 0, but it throws a TypeError.");
    expect([...models].toSorted()).toEqual([SCRIPTED_MODELS.coder, SCRIPTED_MODELS.reviewer]);
    const compared = await issuewright(["eval", "--compare", out, off], { cwd: folder.path });
    expect(compared).toMatchObject({ status: 0, stderr: "" });
    expect(compared.stdout).toMatch(/^A {2}out: architect on, .*\nB {2}alone: architect off, /);
    expect(compared.stdout).toContain("resolved: no case differs, so these cases show no difference.");
  });

  it("stops on Ctrl-C: what is finished is kept, what is running is cancelled", async () => {
    cases.add("sleepy", { "issue.md": "Sleepy\n", ...cases.local });
    const stopped = join(folder.path, "stopped");
    const only = ["--only", "already-right", "--only", "sleepy", "--parallel", "2"];
    const asked = model.requests.length;
    const evaluation = startIssuewright(["eval", "--cases", cases.path, "--out", stopped, ...only], place());
    await evaluation.says("broken case");
    await eventually("the coder was asked", () =>
      model.requests.slice(asked).some(({ request }) => request.model === SCRIPTED_MODELS.coder),
    );
    evaluation.interrupt();
    const { status, stdout } = await evaluation.ended;
    expect(status).toBe(130);
    expect(stdout).toContain("sleepy: stopped; it runs again next time");
    const kept: unknown = JSON.parse(readFileSync(join(stopped, "results.json"), "utf8"));
    expect(kept).toMatchObject({ cases: [{ name: "already-right", verdict: "broken-case" }] });
    const comment = readFileSync(join(stopped, "cases/sleepy/issue-comment.md"), "utf8");
    expect(await leftovers(/run `(eval-sleepy-\d+)`/.exec(comment)?.[1] ?? "")).toEqual([]);
  });

  it.each([
    [["--cases", "c", "--architect", "half"], "--architect is either on or off."],
    [["--cases", "c", "--compare", "a", "b"], "--cases does not go with --compare, which runs nothing."],
    [["--compare", "a", "./a"], "--compare needs two evaluations, and both folders are the same."],
    [["--compare", "a"], "--compare needs the --out folders of two evaluations."],
  ])("explains itself where it was misused: %j", async (words, said) => {
    const complained = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const status = await main(words, new AbortController().signal);
    const lines = complained.mock.calls;
    complained.mockRestore();
    expect({ status, lines }).toEqual({ status: 2, lines: [[`${said}\nSee \`issuewright eval --help\`.`]] });
  });

  it("says everything that is missing at once", async () => {
    const { status, stderr } = await issuewright(words("--architect", "off"), { cwd: folder.path });
    expect(status).toBe(1);
    expect(stderr.match(/(OPENAI_API_KEY|ISSUEWRIGHT_\w+) is not set/g)).toEqual([
      "OPENAI_API_KEY is not set",
      "ISSUEWRIGHT_CODER_MODEL is not set",
      "ISSUEWRIGHT_REVIEWER_MODEL is not set",
    ]);
  });
});
