// A machine that knows one command: Node's test runner, over small modules in memory, with the report that it is asked for.
import assert from "node:assert/strict";
import type { CommandResult } from "../../../worker/sandboxes/sandbox.ts";
import type { Machine } from "./sandboxes.ts";

/** What a test file says is really run: red and green are those of its code. */
export const nodeTests: Machine = async ({ line, signal }, files) => {
  if (/\bnpm test\b/.test(line)) return reported(await testsIn(files, SUITE), line, files);
  const only = / node --test (?<paths>.*)$/.exec(line)?.groups?.paths?.replaceAll(/['"]/g, "").split(" ");
  if (only !== undefined)
    return reported(await testsIn(files, { test: (path) => only.includes(path) }), line, files);
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

type Ran = { name: string; file: string; error: Error | null };

const SUITE = /^test\/[^/]+\.test\.js$/;

async function testsIn(files: ReadonlyMap<string, string>, suite: Pick<RegExp, "test">): Promise<Ran[]> {
  const suites = [...files.keys()].filter((path) => suite.test(path)).toSorted();
  const ran: Ran[] = [];
  for (const path of suites) ran.push(...(await runSuite(path, files)));
  return ran;
}

async function runSuite(path: string, files: ReadonlyMap<string, string>): Promise<Ran[]> {
  const found: { name: string; body: () => unknown }[] = [];
  const test = (name: string, body: () => unknown) => found.push({ name, body });
  test.skip = () => undefined;
  const readFileSync = (name: string, encoding: string) => {
    const text = files.get(name);
    if (text === undefined || encoding !== "utf8") throw new Error(`Cannot read ${name} as ${encoding}`);
    return text;
  };
  const given = { assert, test, execFileSync, readFileSync };
  const failed = await thrownBy(() => evaluate(path, files, given, AsyncFunction));
  const ran: Ran[] = [];
  for (const { name, body } of found) ran.push({ name, file: path, error: await thrownBy(body) });
  return failed === null ? ran : [...ran, { name: "", file: path, error: failed }];
}

/** A fresh process that prints what it reads of Node's assertions: a control compares them with those of the tests. */
function execFileSync(_program: string, [, script = ""]: string[]): string {
  const printed: string[] = [];
  const stdout = { write: (text: string) => printed.push(text) };
  new Function("require", "process", script)(() => assert, { stdout });
  return printed.join("");
}

const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => undefined).constructor;

/** Modules of Node that code loads while it runs. Every realm is as fresh as this one. */
function loaded(name: string, given: Record<string, unknown>): Record<string, unknown> {
  const runInNewContext = () => () => [];
  return { ...given, runInNewContext, default: name === "node:assert" ? given.assert : given.test };
}

/**
 * Imports of our own files are read from memory; those that come with Node are given. What an async function evaluates is
 * there once its promise is kept.
 */
function evaluate(
  path: string,
  files: ReadonlyMap<string, string>,
  given: Record<string, unknown>,
  Evaluator: FunctionConstructor = Function,
): Record<string, unknown> {
  const names: Record<string, unknown> = { ...given, load: async (name: string) => loaded(name, given) };
  const source = files.get(path);
  if (source === undefined) throw new Error(`Cannot find module '/repo/${path}'`);
  const body = source
    .replace(/^import +(?:.* from +"node:.*|"[^"]+";)$/gm, "")
    .replace(/^import +\{ +(.+?) +\} +from +"\.\.\/(.+)";$/gm, (_line, wanted: string, from: string) => {
      const exported = evaluate(from, files, {});
      for (const name of wanted.split(/, +/)) {
        if (!(name in exported))
          throw new SyntaxError(
            `The requested module '../${from}' does not provide an export named '${name}'`,
          );
        names[name] = exported[name];
      }
      return "";
    })
    .replace(/^export +/gm, "")
    .replace(/\bimport\(/g, "load(");
  const exported = [...source.matchAll(/^export +(?:function|const) +(\w+)/gm)].map(([, name]) => name);
  const run = new Evaluator(
    ...Object.keys(names),
    `"use strict";\n${body}\nreturn { ${exported.join(", ")} };`,
  );
  return run(...Object.values(names));
}

async function thrownBy(act: () => unknown): Promise<Error | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function reported(tests: Ran[], line: string, files: Map<string, string>) {
  const path = /--test-reporter-destination=(\/\S+)/.exec(line)?.[1];
  const events = [...tests.map(eventOf), { end: tests.length }];
  if (path !== undefined) files.set(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const isRed = tests.some(({ error }) => error !== null);
  const marks = tests.map(({ name, file, error }) => `${error === null ? "✔" : "✖"} ${name || file}\n`);
  return { exitStatus: isRed ? 1 : 0, output: marks.join("") };
}

function eventOf({ name, file, error }: Ran) {
  const titles = name === "" ? [] : [name];
  const test = { titles, file: `/repo/${file}`, status: error === null ? "passed" : "failed" };
  if (error === null) return test;
  return { ...test, message: `${error.name}: ${error.message}` };
}
