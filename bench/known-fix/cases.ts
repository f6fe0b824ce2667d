// The ways in which a known fix is handed in, and what each of them has to come to.
import { z } from "zod";
import { conclusionOf, doubtsAbout, lookTwice } from "../../src/domain/conclusion.ts";
import { Evidence } from "../../src/domain/evidence.ts";
import { Outcome } from "../../src/domain/outcome.ts";
import { isProven } from "../../src/domain/proof.ts";
import { causesText } from "../../src/messages/broken-check.ts";
import { doubtText } from "../../src/messages/doubt.ts";
import { failingLine } from "../../src/messages/failing-line.ts";
import { gapText } from "../../src/messages/gap.ts";
import { becauseOf } from "../../src/messages/outcome.ts";
import { remarkText } from "../../src/messages/remark.ts";
import { isTestPath } from "../../worker/toolchains/paths.ts";
import type { Fix } from "./fix.ts";

export const Result = z.object({
  outcome: Outcome,
  phases: z.array(z.object({ name: z.string(), durationMs: z.number() })),
  evidence: Evidence.nullable(),
});
export type Result = z.infer<typeof Result>;

export type Case = {
  name: string;
  title: string;
  expected: string;
  /** The part of the fix that the coder hands in; null: these files allow no such case. */
  takes(files: string[]): { apply: string[]; remove: string[] } | null;
  /** Whether the result is as expected, and the result in a few words. */
  judge(result: Result, fix: Pick<Fix, "tree">): { holds: boolean; words: string };
};

const CRITERIA = [{ id: "AC1", text: "the fix" }];

const tests = (files: string[]) => files.filter(isTestPath);
const code = (files: string[]) => files.filter((file) => !isTestPath(file));
const opened = ({ outcome }: Result) => outcome.kind === "opened";
const proven = ({ evidence }: Result) => evidence?.proofs.every(isProven) ?? false;
const remarks = ({ evidence }: Result) => (evidence === null ? [] : lookTwice(evidence));

/** Why there is no pull request. */
const ended = ({ outcome }: Result) => failureIn(outcome) ?? becauseOf(outcome);

/** The first fault that the ending names; null: it names none. */
function failureIn(outcome: Outcome): string | null {
  if (outcome.kind === "failed" && outcome.log !== null)
    return `${becauseOf(outcome)} ${failingLine(outcome.log) ?? ""}`;
  if (outcome.kind !== "gave-up") return null;
  const named = outcome.broken.find(
    ({ tests, diagnostics }) => (tests ?? []).length + diagnostics.length > 0,
  );
  return named === undefined ? null : (causesText(named).split("\n")[0] ?? null);
}

export const CASES: readonly Case[] = [
  {
    name: "right",
    title: "the fix with its tests",
    expected: "opened, the known tree, the criterion proven, a success",
    takes: (files) => ({ apply: files, remove: [] }),
    judge: (result, fix) => {
      const { evidence } = result;
      if (evidence === null) return { holds: false, words: ended(result) };
      const same = evidence.treeSha === fix.tree;
      const conclusion = conclusionOf(evidence, CRITERIA);
      const green = evidence.redGreen.flatMap(({ turnedGreen }) => turnedGreen);
      const doubts = doubtsAbout(evidence, CRITERIA).map(doubtText);
      const named = green.length === 0 ? "" : `: ${green.slice(0, 3).join(" | ")}`;
      return {
        holds: opened(result) && same && conclusion === "success",
        words: `${conclusion}, ${same ? "the known tree" : "another tree"}, ${green.length} tests turned green${named}${doubts.map((doubt) => `\n         doubt: ${doubt}`).join("")}`,
      };
    },
  },
  {
    name: "wrong",
    title: "its tests without the fix",
    expected: "not opened, the failure is named",
    takes: (files) => (tests(files).length === 0 ? null : { apply: tests(files), remove: [] }),
    judge: (result) => {
      const said = remarks(result).find(({ kind }) => kind === "proves-nothing");
      const named = said === undefined ? failureIn(result.outcome) : remarkText(said);
      return { holds: result.outcome.kind === "gave-up" && named !== null, words: named ?? ended(result) };
    },
  },
  {
    name: "untested",
    title: "the fix without tests",
    expected: "opened, said that no test was added, and not proven",
    takes: (files) => (tests(files).length === 0 ? null : { apply: code(files), remove: [] }),
    judge: (result) => {
      const untested = result.evidence?.testsChanged === "none";
      return {
        holds: opened(result) && untested && !proven(result),
        words: untested ? gapText({ kind: "no-test-changed" }) : ended(result),
      };
    },
  },
  {
    name: "deleted",
    title: "the fix, its tests deleted",
    expected: "with or without a pull request, the deletion is named",
    takes: (files) => (tests(files).length === 0 ? null : { apply: code(files), remove: tests(files) }),
    judge: (result) => {
      const said = remarks(result).find(({ kind }) => kind === "tests-gone" || kind === "lost-assertions");
      return {
        holds: said !== undefined || !opened(result),
        words: said === undefined ? ended(result) : remarkText(said),
      };
    },
  },
];
