// Every command in the documents: ours are read by the real reader of their words, everything else is named here with its reason.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { CommandMain } from "../../bin/command.ts";
import { configurationReference } from "../../bin/configuration/reference.ts";
import manifest from "../../package.json" with { type: "json" };
import { commandsIn, documents, fences, inline, type ShellCommand } from "../support/shell-blocks.ts";
import { root } from "../support/source.ts";

/** Languages of blocks that hold no commands. */
const NO_SHELL = ["yaml", "json", "markdown", "dockerfile", "text"];

/** A command of ours, and the test that really runs it. All of them are also read here, word by word. */
const RUN_BY: Record<string, string> = {
  configuration: "test/bin/configuration/reference.test.ts",
  demo: "script/demo, which `npm run demo` runs; test/stories holds each moment of it",
  doctor: "test/bin/doctor.test.ts",
  eval: "test/docs/examples.test.ts",
  init: "test/bin/init.test.ts",
  page: "test/bin/start.test.ts",
  run: "test/bin/run.test.ts",
  server: "test/bin/start.test.ts",
  start: "test/bin/start.test.ts",
  worker: "test/bin/start.test.ts",
};

/** Programs that are not ours, and why no test runs them. */
const NOT_OURS: Record<string, string> = {
  chmod: "of the operator's own files",
  cp: "of the operator's own files; what it copies from is looked for",
  curl: "asks the metrics of a process that runs; test/src/telemetry asks for the same",
  docker: "brings images and containers of a machine; compose files are held by test/docker",
  git: "fetches this repository from where it is published",
  node: "reads one file of the data directory",
  openssl: "makes a secret",
  "redis-cli": "deletes what is in a Redis of the operator's",
  rm: "removes the data directory",
  stat: "reads the group of the engine's socket",
  sudo: "changes folders of the host",
  xargs: "deletes what was listed before it",
};

const commands: ShellCommand[] = [
  ...fences
    .filter(({ language }) => language === "sh")
    .flatMap(({ document, text }) => commandsIn(document, text)),
  ...inline.flatMap(({ document, text }) => commandsIn(document, text)),
];

/** The words behind the name of a program of ours; null: it is another program. */
function ourWords({ words }: ShellCommand): string[] | null {
  const [first = "", ...rest] = words;
  if (first === "npx" && rest[0] === "issuewright") return rest.slice(1);
  if (first === "issuewright") return rest;
  const program = words.indexOf("bin/issuewright.ts");
  if (program > 0 && words[program - 1] === "node") return words.slice(program + 1);
  if (first === "npm" && rest[0] === "start") return ["start", ...rest.slice(2)];
  if (first === "npm" && rest[0] === "run" && rest[1] === "demo") return ["demo", ...rest.slice(3)];
  return null;
}

/** Behind `>` stands a file for what is printed. */
const withoutTarget = (words: string[]) => {
  const at = words.indexOf(">");
  return at === -1 ? words : words.slice(0, at);
};

async function mainOf(name: string): Promise<CommandMain | null> {
  if (!existsSync(join(root, `bin/${name}.ts`)) || !(name in RUN_BY)) return null;
  const { main } = await import(`../../bin/${name}.ts`);
  return main;
}

describe("the commands of the documents", () => {
  const said: string[] = [];
  beforeAll(() => {
    jest.spyOn(console, "log").mockImplementation(() => {});
    jest.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it("stand in blocks that say their language", () => {
    const others = fences.filter(({ language }) => language !== "sh" && !NO_SHELL.includes(language));
    expect(others.map(({ document, text }) => `${document}: ${text.slice(0, 40)}`)).toEqual([]);
    expect(commands.length).toBeGreaterThan(60);
  });

  it("are taken by the reader of their words, with every flag", async () => {
    const refused: string[] = [];
    for (const command of commands) {
      const words = ourWords(command);
      if (words === null) continue;
      const [name = "", ...rest] = withoutTarget(words);
      if (["", "--version", "help", "--help"].includes(name)) continue;
      const main = await mainOf(name);
      // With `--help` behind them, words are read whole, and nothing else happens.
      const status = main === null ? 2 : await main([...rest, "--help"], new AbortController().signal);
      if (status !== 0)
        refused.push(`${command.document}: ${command.text}: ${said.at(-1) ?? "no such command"}`);
    }
    expect(refused).toEqual([]);
  });

  it("each name the test that runs them", () => {
    const named = new Set(commands.flatMap((command) => ourWords(command)?.[0] || []));
    expect([...named].filter((name) => !name.startsWith("-") && !(name in RUN_BY))).toEqual([]);
    const tests = Object.values(RUN_BY).flatMap((where) => where.match(/^test\/\S+\.ts$/) ?? []);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  const reference = configurationReference() + readFileSync(join(root, "compose.yml"), "utf8");
  const known = new Set([
    ...(reference.match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ?? []),
    ...["PWD", "XDG_RUNTIME_DIR", "OTEL_EXPORTER_OTLP_HEADERS"],
  ]);
  it("name variables that there are", () => {
    const unknown = commands.flatMap(({ document, sets, reads }) =>
      [...sets, ...reads].filter((name) => !known.has(name)).map((name) => `${document}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("stand among words that name variables of ours which there are", () => {
    const unknown = documents.flatMap((document) =>
      (readFileSync(join(root, document), "utf8").match(/\bISSUEWRIGHT_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [])
        .filter((name) => !known.has(name))
        .map((name) => `${document}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("run scripts that there are, with words that they know", () => {
    const wrong = commands.flatMap((command) =>
      scriptFaults(command).map((fault) => `${command.document}: ${command.text}: ${fault}`),
    );
    expect(wrong).toEqual([]);
  });

  it("are ours, or named with the reason why no test runs them", () => {
    const others = commands.filter(
      (command) =>
        ourWords(command) === null && command.words.length > 0 && !isScript(command.words[0] ?? ""),
    );
    const programs = new Set(others.map(({ words: [program = ""] }) => program));
    expect([...programs].filter((program) => !(program in NOT_OURS))).toEqual([]);
    expect(Object.keys(NOT_OURS).filter((program) => !programs.has(program))).toEqual([]);
  });

  it("copy from files that there are, and name services of compose.yml", () => {
    const copied = commands.filter(({ words }) => words[0] === "cp").map(({ words }) => words[1] ?? "");
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const composed = commands.filter(({ text }) => text.startsWith("docker compose "));
    const services = /^ {2}([a-z]+):$/gm;
    const known = [...readFileSync(join(root, "compose.yml"), "utf8").matchAll(services)].map(
      ([, name]) => name,
    );
    const strange = composed.flatMap(({ words: [, , verb = "", ...rest] }) => {
      if (!["up", "pull", "build", "exec", "run", "down", "logs", "ps"].includes(verb)) return [verb];
      const service = ["exec", "run"].includes(verb)
        ? rest.find((word) => !word.startsWith("--"))
        : undefined;
      return service === undefined || known.includes(service) ? [] : [service];
    });
    expect(strange).toEqual([]);
  });
});

const isScript = (program: string) => program.startsWith("script/") || ["npm", "npx"].includes(program);

function scriptFaults({ words: [program = "", ...rest] }: ShellCommand): string[] {
  if (program.startsWith("script/")) return faultsOf(program, rest);
  if (program === "npm") {
    const script = rest[0] === "run" ? rest[1] : rest[0];
    if (script === "ci") return [];
    if (script === undefined || !(script in manifest.scripts)) return [`no script ${script}`];
    return rest.slice(rest.indexOf("--") + 1).filter((word) => word.startsWith("test/") && !isThere(word));
  }
  if (program !== "npx" || rest[0] === "issuewright") return [];
  if (rest[0] !== "node" || rest[1] === undefined) return [`npx ${rest[0]}`];
  return existsSync(join(root, rest[1])) ? [] : [`no file ${rest[1]}`];
}

/** A script knows a word that it holds, the name of a measurement, or the name of an image. */
function faultsOf(path: string, words: string[]): string[] {
  if (!existsSync(join(root, path)) || (statSync(join(root, path)).mode & 0o100) === 0)
    return ["no such script"];
  const text = readFileSync(join(root, path), "utf8");
  return words.filter(
    (word) =>
      !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text) &&
      !existsSync(join(root, `bench/${word}.ts`)) &&
      !existsSync(join(root, `worker/toolchains/${word}/image`)),
  );
}

/** A file or folder of tests, also named by its beginning. */
function isThere(word: string): boolean {
  return [word, `${word}.test.ts`].some((path) => existsSync(join(root, path)));
}
