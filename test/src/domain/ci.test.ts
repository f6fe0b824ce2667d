// What the CI of a repository says of a commit is judged by facts alone.
import { describe, expect, it } from "@jest/globals";
import { afterCi } from "../../../src/domain/after-ci.ts";
import {
  type CiDetails,
  type CiFacts,
  type CiJob,
  ciStanding,
  isWhole,
  type RequiredCheck,
} from "../../../src/domain/ci.ts";

let ids = 0;
const SET_UP: CiDetails = {
  ...{ failedStep: "Run actions/setup-node@v4", failedIn: "set-up", attempt: 1, workflow: null },
};

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
    [
      "failed there in a step of GitHub's own",
      job("test", "failed"),
      ran("Set up job", { failedIn: "machine" }),
    ],
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
    ["GitHub's own step failed", "failed", ran("Set up job", { failedIn: "machine" })],
    ["a toolchain could not be fetched at the first time", "failed", SET_UP],
    ["what it sets up fails on the base as well", "failed", { ...SET_UP, attempt: 2 }],
  ] satisfies [string, CiJob["end"], CiDetails | null][])("is an outage where %s", (_why, end, details) => {
    const red = job("test", end);
    const known = details === null ? [] : [[red, details] as const];
    expect(standing({ jobs: [red], details: known })).toMatchObject({
      ours: [],
      outage: [{ name: "test" }],
    });
  });

  it("is ours where what it sets up failed twice, and passes on the base", () => {
    const red = job("test", "failed");
    const onBase = [job("test", "passed")];
    const found = (attempt: number) =>
      standing({ jobs: [red], onBase, details: [[red, { ...SET_UP, attempt }]] });
    expect(found(1)).toMatchObject({ ours: [], outage: [{ name: "test" }] });
    expect(found(2)).toMatchObject({ ours: [{ name: "test" }], outage: [] });
  });

  it("stays ours where no step failed and nobody says why", () => {
    const red = job("test", "failed");
    const details = ran(null, { failedIn: null });
    expect(standing({ jobs: [red], details: [[red, details]] })).toMatchObject({ ours: [{ name: "test" }] });
  });
});

describe("a CI that is green so far", () => {
  const green = job("lint", "passed");

  it("is not judged while one of its suites goes on: a job that needs another one is not there yet", () => {
    const suites = [{ app: "github-actions", hasEnded: false, jobs: 1 }];
    expect(standing({ jobs: [green], suites })).toEqual({ kind: "unfinished" });
    expect(standing({ jobs: [green], suites: [{ app: "idle", hasEnded: false, jobs: 0 }] })).toEqual({
      kind: "green",
    });
  });

  it.each([
    ["an app that runs on the base has not begun", [{ ...green, app: "slow-ci" }], false],
    ["an app without jobs on the base has not begun", [green], true],
    ["a status that the base has is missing", [{ ...green, app: null, name: "ci/slow" }], false],
  ])("is the whole of it, or not: %s", (_what, onBase, whole) => {
    const suites = [{ app: "slow-ci", hasEnded: false, jobs: 0 }];
    expect(isWhole({ jobs: [green], suites, onBase, required: [] })).toBe(whole);
  });

  it.each([
    ["it is there and green", { name: "lint", appId: null }, {}, true],
    ["no job has its name, as on a base without CI", { name: "deploy", appId: null }, {}, false],
    [
      "it was skipped, which GitHub takes for passed",
      { name: "lint", appId: null },
      { end: "skipped" },
      true,
    ],
    ["it was cancelled", { name: "lint", appId: null }, { end: "cancelled" }, false],
    ["its app reports it", { name: "lint", appId: 7 }, { appId: 7 }, true],
    ["another app has one of that name", { name: "lint", appId: 7 }, { appId: 8 }, false],
    ["a status has its name, whoever set it", { name: "lint", appId: 7 }, { app: null }, true],
  ] satisfies [string, RequiredCheck, Partial<CiJob>, boolean][])(
    "waits for each check that a merge requires: %s",
    (_what, required, part, whole) => {
      const jobs = [{ ...green, ...part }];
      expect(isWhole({ jobs, suites: [], onBase: [], required: [required] })).toBe(whole);
    },
  );
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

  it("is another run of what lost its machine before anything else is looked into", () => {
    const lost = { ...job("lint", "failed"), attempt: 1 };
    const standing = { kind: "red" as const, ours: [red], outage: [lost], onBase: [] };
    expect(afterCi(standing, looked(0))).toEqual({
      ...{ kind: "rerun", jobs: [lost], otherwise: { kind: "mend" } },
    });
    expect(afterCi({ ...standing, outage: [{ ...lost, attempt: null }] }, looked(0))).toEqual({
      kind: "mend",
    });
  });

  it.each([
    [3, { kind: "rerun", otherwise: { kind: "tell", what: { because: "not-permitted" } } }],
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

function ran(failedStep: string | null, part: Partial<CiDetails> = {}): CiDetails {
  return { failedStep, failedIn: "project", attempt: 1, workflow: null, ...part };
}

function standing({
  details = [],
  ...facts
}: Partial<Omit<CiFacts, "details">> & { details?: readonly (readonly [CiJob, CiDetails])[] }) {
  const known = new Map(details.map(([{ id }, each]) => [id ?? 0, each]));
  return ciStanding({ jobs: [], suites: [], onBase: [], ...facts, details: known });
}
