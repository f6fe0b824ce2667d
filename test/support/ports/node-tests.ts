// A machine that knows one command: Node's test runner, over small modules in memory, with a report in TAP.
import assert from "node:assert/strict";
import type { CommandResult } from "../../../worker/sandboxes/sandbox.ts";
import type { Machine } from "./sandboxes.ts";

/** What a test file says is really run: red and green are those of its code. */
export const nodeTests: Machine = ({ line, signal }, files) => {
  if (/\bnpm test\b/.test(line)) return reportOf(testsIn(files));
  if (/^sleep \d+/.test(line) && signal !== undefined) return untilAborted(signal);
  return { exitStatus: 127, output: `sh: 1: ${line.split(" ", 1)[0]}: not found\n` };
};

/** The machine that answers these commands, by how they begin, and leaves the others to Node's test runner. */
export function commands(answers: Record<string, Machine>): Machine {
  return (command, files, place) => {
    const begin = Object.keys(answers).find((each) => command.line.startsWith(each));
    return ((begin === undefined ? undefined : answers[begin]) ?? nodeTests)(command, files, place);
  };
}

/** As a command does that ends only with its sandbox. */
async function untilAborted(signal: AbortSignal): Promise<Partial<CommandResult>> {
  await new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", resolve, { once: true });
  });
  return { exitStatus: null, ending: "cancelled" };
}

type Ran = { name: string; error: Error | null };

function testsIn(files: ReadonlyMap<string, string>): Ran[] {
  const suites = [...files.keys()].filter((path) => /^test\/[^/]+\.test\.js$/.test(path)).toSorted();
  return suites.flatMap((path) => runSuite(path, files));
}

function runSuite(path: string, files: ReadonlyMap<string, string>): Ran[] {
  const ran: Ran[] = [];
  const test = (name: string, body: () => void) => ran.push({ name, error: thrownBy(body) });
  test.skip = () => undefined;
  const failed = thrownBy(() => evaluate(path, files, { assert, test }));
  return failed === null ? ran : [...ran, { name: path, error: failed }];
}

/** Imports of our own files are read from memory; the two that come with Node are given. */
function evaluate(
  path: string,
  files: ReadonlyMap<string, string>,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const names: Record<string, unknown> = { ...given };
  const source = files.get(path);
  if (source === undefined) throw new Error(`Cannot find module '/repo/${path}'`);
  const body = source
    .replace(/^import .* from "node:.*$/gm, "")
    .replace(/^import \{ (.+) \} from "\.\.\/(.+)";$/gm, (_line, wanted: string, from: string) => {
      const exported = evaluate(from, files, {});
      for (const name of wanted.split(", ")) names[name] = exported[name];
      return "";
    })
    .replace(/^export /gm, "");
  const exported = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name);
  const run = new Function(
    ...Object.keys(names),
    `"use strict";\n${body}\nreturn { ${exported.join(", ")} };`,
  );
  return run(...Object.values(names));
}

function thrownBy(act: () => void): Error | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function reportOf(tests: Ran[]) {
  const lines = tests.flatMap(({ name, error }, index) => [
    `# Subtest: ${name}`,
    `${error === null ? "ok" : "not ok"} ${index + 1} - ${name}`,
    ...[
      "  ---",
      "  duration_ms: 0.1",
      "  type: 'test'",
      ...(error === null ? [] : faultLines(error)),
      "  ...",
    ],
  ]);
  const failed = tests.filter(({ error }) => error !== null).length;
  return {
    exitStatus: failed === 0 ? 0 : 1,
    output: `TAP version 13\n${lines.join("\n")}\n1..${tests.length}\n`,
  };
}

function faultLines(error: Error): string[] {
  const isAssertion = error.name === "AssertionError";
  const said = error.message.split("\n", 1)[0]?.replaceAll("'", '"') ?? "";
  return [
    "  failureType: 'testCodeFailure'",
    `  error: '${said}'`,
    ...(isAssertion ? ["  code: 'ERR_ASSERTION'"] : ["  code: 'ERR_TEST_FAILURE'"]),
    `  name: '${error.name}'`,
  ];
}
