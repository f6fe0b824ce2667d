// Runs the named tests without the lines that set what the change reads: a test that needs them gives the code its answer.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { GivenTo } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { limitOf, type NamedChecks, namedOn } from "../measure/named.ts";
import { sightOf } from "../prove/sight.ts";
import { type ChangedCode, type Giving, givings, type TestFile, withoutGivings } from "./given.ts";
import { blockOf } from "./test-block.ts";

export type Giver = NamedChecks & {
  head: CheckResult[];
  provers: Prover[];
  /** The test files that the change adds or alters. */
  files: TestFile[];
  code: ChangedCode;
};

/** A stand-in for what the change defines needs no run: what stands in for it is not the change. */
export async function givenAnswers(giver: Giver): Promise<GivenTo[]> {
  const { files, code, provers } = giver;
  const found = files.flatMap((file) => givings(file, code).map((giving) => ({ giving, text: file.text })));
  if (found.length === 0) return [];
  const sets = found.map(({ giving }) => giving).filter(({ how }) => how === "sets");
  const results = sets.length === 0 ? null : await without(giver, sets);
  return provers.flatMap((by) => {
    if (by.kind !== "test") return [];
    const others = otherTests([by.test], giver.head);
    const own = found
      .filter(({ giving, text }) => !standsIn(giving, text, others))
      .map(({ giving }) => giving);
    const isNeeded = results !== null && sightOf(by, results) !== "passed";
    const first = own.find(({ how }) => how === "replaces" || isNeeded);
    if (first === undefined) return [];
    const { file, line, how } = first;
    return [{ check: by.check, test: by.test, file, line, how }];
  });
}

async function without(giver: Giver, sets: Giving[]): Promise<CheckResult[]> {
  const written = giver.files.flatMap(({ path, text }) => {
    const content = withoutGivings(
      text,
      sets.filter(({ file }) => file === path),
    );
    return content === text ? [] : [{ path, content }];
  });
  return await namedOn(giver, written, limitOf(giver, giver.head));
}

const MOST_TESTS = 500;

export function otherTests(named: readonly string[], head: readonly CheckResult[]): string[] {
  const names = head.flatMap(({ tests }) => tests ?? []).map(({ name }) => name);
  return names.filter((name) => !named.includes(name)).slice(0, MOST_TESTS);
}

/** What another test does while it runs says nothing of this one. */
function standsIn({ file, line }: Giving, text: string, tests: readonly string[]): boolean {
  const lines = text.split("\n");
  return tests.some((test) => {
    const block = blockOf({ path: file, lines }, test);
    if (block === null) return false;
    let from = block.from;
    while (/^\s*@/.test(lines[from - 1] ?? "")) from--;
    return line > from && line <= block.to;
  });
}
