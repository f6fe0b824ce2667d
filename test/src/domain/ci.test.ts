// What the CI of a repository says of a commit is judged by facts alone.
import { describe, expect, it } from "@jest/globals";
import { afterCi, type CiDetails, type CiFacts, type CiJob, ciStanding } from "../../../src/domain/ci.ts";

let ids = 0;

describe("the CI of a commit", () => {
  it("is not judged while any job runs, however many failed already", () => {
    expect(standing({ jobs: [job("test", "failed"), job("lint", null)] })).toEqual({ kind: "unfinished" });
  });

  it("is absent where there is no job, which asks for nothing", () => {
    expect(standing({ jobs: [] })).toEqual({ kind: "absent" });
    expect(afterCi({ kind: "absent" }, looked(0))).toEqual({ kind: "nothing" });
  });

  it("is green where some jobs pass and the others are left out", () => {
    expect(standing({ jobs: [job("test", "passed"), job("deploy", "skipped")] })).toEqual({ kind: "green" });
  });

  it("was skipped where each job was left out", () => {
    const jobs = [job("test", "skipped")];
    expect(standing({ jobs })).toEqual({ kind: "skipped", jobs });
  });

  it("waits for a person where a job needs approval and none is red", () => {
    const waiting = job("test", "needs-approval");
    expect(standing({ jobs: [waiting, job("lint", "passed")] })).toEqual({
      kind: "needs-approval",
      jobs: [waiting],
    });
  });

  it("was stopped where a job was cancelled and none is red", () => {
    const stopped = job("test", "cancelled");
    expect(standing({ jobs: [stopped, job("lint", "passed")] })).toEqual({
      kind: "cancelled",
      jobs: [stopped],
    });
  });
});

describe("a red job", () => {
  it("is ours where no fact says otherwise", () => {
    const red = job("test", "failed");
    expect(standing({ jobs: [red], details: [[red, ran("Run npm test")]] })).toEqual({
      kind: "red",
      ours: [{ ...red, attempt: 1 }],
      outage: [],
      onBase: [],
    });
  });

  it("is the base's where the same job of the same app is red there", () => {
    const red = job("test", "failed");
    const found = standing({ jobs: [red], onBase: [job("test", "timed-out")] });
    expect(found).toMatchObject({ ours: [], onBase: [{ name: "test" }] });
    const other = standing({ jobs: [red], onBase: [{ ...job("test", "failed"), app: "another-ci" }] });
    expect(other).toMatchObject({ ours: [{ name: "test" }], onBase: [] });
  });

  it.each([
    ["lost its machine there", job("test", "not-started"), null],
    ["failed there in another step", job("test", "failed"), ran("Run npm ci")],
    ["failed there in a step of GitHub's own", job("test", "failed"), ran("Set up job")],
    ["is of another workflow there", job("test", "failed"), { ...ran("Run npm test"), workflow: "Nightly" }],
  ])("is ours where the job of its name %s", (_what, there, details) => {
    const red = job("test", "failed");
    const known = [[red, ran("Run npm test")] as const, ...(details ? [[there, details] as const] : [])];
    const found = standing({ jobs: [red], onBase: [there], details: known });
    expect(found).toMatchObject({ ours: [{ name: "test" }], onBase: [] });
  });

  it("is the base's where the same step of the same job fails there", () => {
    const [red, there] = [job("test", "failed"), job("test", "failed")];
    const details = [red, there].map((each) => [each, ran("Run npm test")] as const);
    expect(standing({ jobs: [red], onBase: [there], details })).toMatchObject({
      ours: [],
      onBase: [{ id: red.id }],
    });
  });

  it.each([
    ["it never began", "not-started", null],
    ["GitHub's own step failed", "failed", ran("Set up job")],
    ["the repository could not be fetched", "failed", ran("Run actions/checkout@v4")],
    ["a toolchain could not be fetched", "failed", ran("Run actions/setup-node@v4")],
    [
      "its machine was lost",
      "failed",
      {
        ...ran(null),
        annotations: ["The hosted runner: GitHub Actions 9 lost communication with the server."],
      },
    ],
  ] satisfies [string, CiJob["end"], CiDetails | null][])("is an outage where %s", (_why, end, details) => {
    const red = job("test", end);
    const known = details === null ? [] : [[red, details] as const];
    expect(standing({ jobs: [red], details: known })).toMatchObject({
      ours: [],
      outage: [{ name: "test" }],
    });
  });

  it.each([
    [
      "a step of the project is named like the words of an outage",
      ran("Run test lost communication with the server"),
    ],
    ["the project's own action fails", ran("Run ./.github/actions/checkout@v4")],
    ["no step failed and nobody says why", ran(null)],
    [
      "its own program prints that a machine was lost",
      { ...ran("Run npm test"), annotations: ["received a shutdown signal"] },
    ],
  ])("stays ours where %s", (_why, details) => {
    const red = job("test", "failed");
    expect(standing({ jobs: [red], details: [[red, details]] })).toMatchObject({ ours: [{ name: "test" }] });
  });
});

describe("what follows from the CI", () => {
  const red = { ...job("test", "failed"), attempt: 1 };

  it("is a look into what is ours, twice, and then a word to a person", () => {
    const standing = { kind: "red" as const, ours: [red], outage: [], onBase: [] };
    expect(afterCi(standing, looked(1))).toEqual({ kind: "mend" });
    expect(afterCi(standing, looked(2))).toEqual({
      kind: "tell",
      what: { kind: "mended-often", jobs: [red], times: 2 },
    });
  });

  it.each([
    [3, { kind: "rerun" }],
    [4, { kind: "tell", what: { because: "run-often" } }],
    [null, { kind: "tell", what: { because: "not-ours-to-run" } }],
  ])("of an outage at attempt %s is %j", (attempt, expected) => {
    const standing = { kind: "red" as const, ours: [], outage: [{ ...red, attempt }], onBase: [] };
    expect(afterCi(standing, looked(0))).toMatchObject(expected);
  });

  it("is a draft made ready where it waits for nothing but a green CI", () => {
    expect(afterCi({ kind: "green" }, { mended: 0, waitsForGreen: true })).toEqual({ kind: "ready" });
    expect(afterCi({ kind: "green" }, looked(0))).toEqual({ kind: "nothing" });
    const skipped = { kind: "skipped" as const, jobs: [] };
    expect(afterCi(skipped, { mended: 0, waitsForGreen: true })).toMatchObject({ kind: "tell" });
  });

  it("is a word to a person where everything red is red on the base, too", () => {
    const standing = { kind: "red" as const, ours: [], outage: [], onBase: [red] };
    expect(afterCi(standing, looked(0))).toEqual({
      kind: "tell",
      what: { kind: "red-on-base", jobs: [red] },
    });
  });
});

function looked(mended: number) {
  return { mended, waitsForGreen: false };
}

function job(name: string, end: CiJob["end"]): CiJob {
  ids += 1;
  return { id: ids, name, app: "github-actions", url: null, end };
}

function ran(failedStep: string | null): CiDetails {
  return { failedStep, attempt: 1, annotations: [], workflow: null };
}

function standing({
  jobs,
  onBase = [],
  details = [],
}: {
  jobs: CiFacts["jobs"];
  onBase?: CiFacts["onBase"];
  details?: readonly (readonly [CiJob, CiDetails])[];
}) {
  return ciStanding({ jobs, onBase, details: new Map(details.map(([{ id }, known]) => [id ?? 0, known])) });
}
