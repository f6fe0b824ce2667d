// Facts inside, words at the edge: no sentence is written outside of the rooms that speak, and none is read back.
import { describe, expect, it } from "@jest/globals";
import { codeOnly, literalsOf, sourceFiles } from "./support/source.ts";

/** The rooms that speak: to people on GitHub, on the page or without both, to models, in a terminal. */
const SPEAKING = /^(src\/(messages|web)|worker\/(roles|agent|tools)|bin)\//;

/** Single files that speak, and why their words stand there. */
const SPEAKERS: Record<string, RegExp> = {
  "a command's line in the help table": /^src\/commands\//,
  "what a variable means, beside its schema; the reference is made of it":
    /^(src|worker)\/(variables|sandbox-config)\.ts$/,
  "what a value must look like, shown by the schema's own library":
    /^src\/domain\/(rules|rules-services|work-order)\.ts$|^worker\/eval\/case\.ts$/,
  "answers to a program over HTTP": /^src\/door\//,
  "what a tool refuses, read by a model": /^worker\/sandboxes\/(file-refusal|guest\/[a-z-]+)\.ts$/,
  "what runners print and languages reserve, recognised in text":
    /^worker\/(diagnostics\/(failure-details|jest)|evidence\/scrutiny\/shapes)\.ts$/,
  "a diagnostic whose tool said nothing": /^worker\/diagnostics\/biome\.ts$/,
  "a spec and an order are documents: their lines are words":
    /^worker\/run\/decisions\/(after-advice|word-for-word)\.ts$/,
  "the attacks of the proof by name": /^containment\//,
  "what a metric counts, shown where metrics are read": /^src\/telemetry\/otel\/metrics\.ts$/,
};
const speaks = (path: string) =>
  SPEAKING.test(path) || Object.values(SPEAKERS).some((files) => files.test(path));

/** Five words with blanks between them, and nothing that only code has. Placeholders count as a word. */
function isSentence(literal: string): boolean {
  const text = literal.replace(/\$\{[^}]*\}/g, "x");
  if (/[;|&<>$\\{}[\]=]|\bx\/|--?[a-z]/.test(text)) return false;
  return /(?:^|\s)[A-Za-z][a-z']*(?:,? `?[A-Za-z][a-z']*`?){4}/.test(text);
}

/** A log line and the message of an error for its programmer are read in a log alone. */
const FOR_THE_LOG = /\blog\.\w+\([^;]*,\s*$|\bnew \w*(?:Error|OutOfTime)\(\s*$/;

const product = sourceFiles(["src", "worker", "bin", "containment"]);

describe("words", () => {
  it("stand in the rooms that speak, and nowhere else", () => {
    const found = product
      .filter(({ path }) => !speaks(path))
      .flatMap(({ path, text }) =>
        literalsOf(text)
          .filter((literal) => isSentence(literal.text) && !FOR_THE_LOG.test(literal.before))
          .map((literal) => `${path}: ${literal.text.slice(0, 100)}`),
      );
    expect(found).toEqual([]);
  });

  it("has no speaker that says nothing", () => {
    const idle = Object.entries(SPEAKERS).filter(
      ([, files]) =>
        !product.some(
          ({ path, text }) => files.test(path) && literalsOf(text).some(({ text: each }) => isSentence(each)),
        ),
    );
    expect(idle.map(([why]) => why)).toEqual([]);
  });

  it("are made by rooms whose output nothing reads back, besides specs and markers", () => {
    const readers = product
      .filter(({ path }) => path.startsWith("src/messages/"))
      .filter(({ text }) => /export function (?:read|parse)\w+\(/.test(codeOnly(text)))
      .map(({ path }) => path);
    expect(readers.sort()).toEqual(["src/messages/marker.ts", "src/messages/spec.ts"]);
  });
});
