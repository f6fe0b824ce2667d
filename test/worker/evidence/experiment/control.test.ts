// The controls: what counts as behaving, and what runs beside them.
import { describe, expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { behaved } from "../../../../src/domain/experiment.ts";
import { control } from "../../../../worker/evidence/experiment/control.ts";
import { startMemory } from "../../../../worker/evidence/measure/memory.ts";
import type { Runner } from "../../../../worker/toolchains/runner.ts";
import { unread } from "../../../../worker/toolchains/runner.ts";
import { aPatch, aProject } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const check: Check = { name: "test", command: "run", kind: "test", timeoutMs: 1000 };
const build: Check = { ...check, name: "build", command: "make", kind: "build" };

/** It reports what the test puts there: a line for each test, `passed` or `failed` before its name. */
const runner: Runner = {
  name: "plain",
  reporting: (command, path) => ({ command: `${command} >${path}` }),
  read: (text) => {
    if (text === "cut") return unread({ kind: "incomplete" });
    const tests = text.split("\n").map((line) => {
      const [status, name = ""] = line.split(": ");
      if (status === "passed") return { name, status: "passed" as const, message: null };
      return { name, status: "failed" as const, message: "no", failure: "assertion" as const };
    });
    return { tests, diagnostics: [], fault: null };
  },
  only: (command, files) => `${command} ${files.join(" ")}`,
  control: ({ negative, positive }) => ({ path: `${negative}.test`, content: `${negative}\n${positive}` }),
};

/** It also puts a test at the end of the named file. */
const insideRunner: Runner = { ...runner, inside: ({ text, name }) => `${text}inside\n${name}\n` };

type Names = { negative: string; positive: string; inside: string };

const view = { paths: [], read: async () => null, readAll: async () => new Map(), contentId: () => null };

/** Runs the controls where the runner reports so; tells also what ran, each in which sandbox. */
async function controlled(
  report: (names: Names, line: string) => string,
  exitStatus = 1,
  known: Runner | null = runner,
  memory = startMemory(),
) {
  const ran: string[] = [];
  let opened = 0;
  const project = aProject({
    checks: [build, check],
    runnerOf: ({ kind }) => (kind === "test" ? known : null),
  });
  const open = async (diff: Uint8Array) => {
    opened++;
    const on = opened;
    const text = Buffer.from(diff).toString();
    const inside = /^\+inside\n\+(\w+)$/m.exec(text)?.[1] ?? "";
    const [negative = "", positive = ""] = (text.match(/(?<=^\+)[a-z]{18}$/gm) ?? []).filter(
      (name) => name !== inside,
    );
    const sandbox = memorySandbox({
      run: ({ line }) => {
        ran.push(`${on}: ${line.replaceAll(/[a-z]{18}|[0-9a-f-]{36}/g, "N")}`);
        const path = />(\S+)$/.exec(line)?.[1];
        if (path === undefined) return {};
        sandbox.outside.set(path, report({ negative, positive, inside }, line));
        return { exitStatus };
      },
    });
    return sandbox;
  };
  const told = await control({
    arms: { project, patch: aPatch(), open, memory, signal: new AbortController().signal },
    ...{
      view,
      check,
      textOf: async () => null,
      beside: { path: "a.test", text: "" },
      files: ["a.test"],
      loads: [],
    },
    ...{ placebos: [{ path: "a", content: "other words" }], named: ["adds"] },
  });
  return { ...told, ran: ran.filter((line) => /: (?:run|make)/.test(line)) };
}

const asAsked = ({ negative, positive }: Names) => `passed: adds\nfailed: ${negative}\npassed: ${positive}`;

describe("controls", () => {
  it("behave where the report says each as it has to be, in a sandbox of its own after the build", async () => {
    const { control: told, placebo, ran } = await controlled(asAsked);
    expect(behaved(told)).toBe(true);
    expect(placebo).toEqual({ check: "test", reacted: [] });
    expect(ran).toEqual(["1: make", "2: run a.test N.test >/tmp/N"]);
  });

  it("are not run again where the same is asked of the same tree, and have other names in another run", async () => {
    const names: string[] = [];
    const noting = (asked: Names) => {
      names.push(asked.negative);
      return asAsked(asked);
    };
    const memory = startMemory();
    const first = await controlled(noting, 1, runner, memory);
    const again = await controlled(noting, 1, runner, memory);
    expect([again.control, again.ran]).toEqual([first.control, []]);
    await controlled(noting);
    expect(new Set(names).size).toBe(2);
  });

  it("run with the whole command where the files of the named tests do not show them", async () => {
    const elsewhere = (names: Names, line: string) =>
      asAsked(names).replace("passed: adds", line.includes("a.test") ? "passed: other" : "passed: adds");
    const { control: told, placebo, files, ran } = await controlled(elsewhere);
    expect([behaved(told), placebo?.reacted, files]).toEqual([true, [], null]);
    expect(ran).toEqual(["1: make", "2: run a.test N.test >/tmp/N", "3: make", "4: run >/tmp/N"]);
    expect((await controlled(asAsked)).files).toEqual(["a.test"]);
  });

  it.each<[string, (names: Names) => string, number]>([
    [
      "is green that has to be red",
      ({ negative, positive }) => `passed: ${negative}\npassed: ${positive}`,
      0,
    ],
    [
      "is red that has to be green",
      ({ negative, positive }) => `failed: ${negative}\nfailed: ${positive}`,
      1,
    ],
    ["is not there", () => "passed: adds", 0],
    ["is red in a run that ended well", asAsked, 0],
    ["is in a report that is cut", () => "cut", 1],
  ])("fail where one %s", async (_name, report, exitStatus) => {
    const { control: told } = await controlled(report, exitStatus);
    expect([told.kind, behaved(told)]).toEqual(["ran", false]);
  });

  it("tell what reacts to a placebo: what is red, and what is not there any more", async () => {
    const red = await controlled((names) => asAsked(names).replace("passed: adds", "failed: adds"));
    const gone = await controlled((names) => asAsked(names).replace("passed: adds\n", ""));
    expect([red.placebo?.reacted, gone.placebo?.reacted]).toEqual([["adds"], ["adds"]]);
  });

  it("have one at the end of the named file, which has to be red, too", async () => {
    const said = (status: string) => (names: Names) => `${asAsked(names)}\n${status}: ${names.inside}`;
    const red = await controlled(said("failed"), 1, insideRunner);
    const green = await controlled(said("passed"), 1, insideRunner);
    const gone = await controlled(asAsked, 1, insideRunner);
    expect(
      [red, green, gone].map(({ control: told }) => [told.kind === "ran" && told.inside, behaved(told)]),
    ).toEqual([
      ["failed-at-assertion", true],
      ["passed", false],
      ["not-seen", false],
    ]);
  });

  it("leave the named file alone where it does not load with one more test", async () => {
    const unloaded = (names: Names) =>
      names.inside === "" ? asAsked(names) : asAsked(names).replace("passed: adds\n", "");
    const { control: told, placebo } = await controlled(unloaded, 1, insideRunner);
    expect([behaved(told), "inside" in told, placebo?.reacted]).toEqual([true, false, []]);
  });

  it("are not run without a runner, and say so", async () => {
    const { control: told, ran } = await controlled(asAsked, 1, null);
    expect(told).toEqual({ kind: "not-run", check: "test", runner: null, why: "no-runner" });
    expect(ran).toEqual([]);
  });
});
