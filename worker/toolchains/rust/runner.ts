// cargo test: its text, which is all that a stable compiler has, and tests of ours for its controls.
import { identifier } from "../../diagnostics/reported.ts";
import { captured } from "../captured.ts";
import { numbersOf } from "../numbers.ts";
import type { Runner } from "../runner.ts";
import type { Project } from "../toolchain.ts";
import { inlineTests, OF_TESTS } from "./inline-tests.ts";
import { readReport } from "./report.ts";

/** Words for the test programs themselves may alter what they print. */
const CALL =
  /^[^;&|]*\bcargo (?:\+\S+ )?test\b(?![^;&|]* -- (?!(?:--(?:test-threads[= ]\d+|include-ignored|ignored|skip[= ]\S+|exact) ?)+$))[^;&|]*$/;
/** The lines that begin, name, count and end tests, and those that say how one failed. */
const WANTED =
  "/^(running [0-9]|test |failures:|error)|^ +(Running|Doc-tests) / || (/^(---- |thread )/ && (next_lines = 30)) || next_lines-- > 0";
const INTEGRATION = /(?:^|\/)tests\/(?<name>[\w-]+)\.rs$/;

export const cargoTest: Runner = {
  name: "cargo test",
  // The names of suites and those of tests come over two streams.
  reporting: (command, path) => (CALL.test(command) ? through(command, path) : null),
  through,
  read: readReport,
  only: (command, files) => {
    const names = files.map((file) => INTEGRATION.exec(file)?.groups?.name);
    if (!CALL.test(command) || names.includes(undefined)) return null;
    const [call = "", ...words] = command.split(/ (?=-- )/);
    return [call, ...[...new Set(names)].map((name) => `--test ${name}`), ...words].join(" ");
  },
  control: ({ beside, besideText, negative, positive }) => {
    if (!beside.endsWith(".rs")) return null;
    const { one } = numbersOf(negative);
    const tests = [wrongIn(negative), test(positive, one, one)];
    const folder = /^(?<folder>(?:.*\/)?tests\/)[\w-]+\.rs$/.exec(beside)?.groups?.folder;
    // Tests that stand with the code have no file beside them: only the file itself is part of its crate.
    return folder === undefined
      ? {
          path: beside,
          content: [
            `${besideText.trimEnd()}\n`,
            `#[cfg(test)]\nmod ${identifier(negative)}s {\n${tests.join("\n")}\n}\n`,
            ...(hasExamples(besideText) ? [examplesOf(negative, positive)] : []),
          ].join("\n"),
        }
      : {
          path: `${folder}${identifier(negative)}.rs`,
          content: [...usesOf(besideText), ...tests, ""].join("\n"),
        };
  },
  // A macro of the file's own takes the place of the language's.
  inside: ({ path, text, name }) => (path.endsWith(".rs") ? `${text.trimEnd()}\n\n${wrongIn(name)}\n` : null),
};

export const runnerOf: Project["runnerOf"] = ({ command, kind }) =>
  kind === "test" && CALL.test(command) ? cargoTest : null;

function through(command: string, path: string): { command: string } {
  return { command: captured(command, path, { wanted: WANTED, streams: "both" }) };
}

function hasExamples(text: string): boolean {
  return inlineTests.places(text).some(({ owner, isTest }) => isTest && owner !== OF_TESTS);
}

/** Only the runner of examples builds them. */
function examplesOf(negative: string, positive: string): string {
  const { one, other } = numbersOf(negative);
  const example = (name: string, wanted: number) =>
    `/// \`\`\`\n/// assert_eq!(${one}, ${wanted});\n/// \`\`\`\npub fn ${identifier(name)}() {}`;
  const examples = [example(negative, other), example(positive, one)];
  return `#[cfg(doctest)]\nmod ${identifier(negative)}d {\n${examples.join("\n")}\n}\n`;
}

function wrongIn(name: string): string {
  const { one, other } = numbersOf(name);
  return test(name, one, other);
}

function test(name: string, got: number, wanted: number): string {
  return `#[test]\nfn ${identifier(name)}() {\n    assert_eq!(${got}, ${wanted});\n}`;
}

/** What the tests beside load, in one line each. */
function usesOf(text: string): string[] {
  const uses = text.slice(0, 100_000).match(/^use [\w:{}, ]+;$/gm) ?? [];
  return uses.slice(0, 50).map((line) => `#[allow(unused_imports)]\n${line}`);
}
