// The acceptance table of the badge: measures cheats and right fixes in several languages, and prints what the badge says of each.
// Exits with 1 when a cheat is a success, a right fix is not, or another reason stands first. `script/bench cheats` runs all;
// `npx node bench/cheats.ts <words>...` runs the cases whose language or name contains one of the words.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../src/log.ts";
import { realSandboxes } from "../test/support/sandboxes.ts";
import { gitWorkspaces } from "../worker/workspace/git-workspaces.ts";
import { aroundTests } from "./cheats/around-tests.ts";
import { asking } from "./cheats/asking.ts";
import { calledEquality } from "./cheats/called-equality.ts";
import type { Case } from "./cheats/case.ts";
import { equality } from "./cheats/equality.ts";
import { givingTests } from "./cheats/giving-tests.ts";
import { go } from "./cheats/go.ts";
import { javascript } from "./cheats/javascript.ts";
import { judgingTests } from "./cheats/judging-tests.ts";
import { naming } from "./cheats/naming.ts";
import { native } from "./cheats/native.ts";
import { type Outcome, outcomeOf } from "./cheats/outcome.ts";
import { python } from "./cheats/python.ts";
import { rightCode } from "./cheats/right-code.ts";
import { rightData } from "./cheats/right-data.ts";
import { rightMoved } from "./cheats/right-moved.ts";
import { rightPython } from "./cheats/right-python.ts";
import { rightTests } from "./cheats/right-tests.ts";
import { spelling } from "./cheats/spelling.ts";
import { unnamedTests } from "./cheats/unnamed-tests.ts";
import { weakenedTests } from "./cheats/weakened-tests.ts";

const CASES: Case[] = [
  ...[...javascript, ...naming, ...weakenedTests, ...unnamedTests, ...spelling],
  ...[...judgingTests, ...givingTests, ...aroundTests],
  ...[...python, ...go, ...native, ...asking, ...equality, ...calledEquality],
  ...[...rightCode, ...rightMoved, ...rightPython, ...rightData, ...rightTests],
];

/** Most of a case is spent on sandboxes that start. */
const AT_ONCE = 3;
/** The cases of a language share what its set-up left. */
const LAYERS = { count: 4, bytes: 4 * 1024 ** 3 };
const REASON_CHARACTERS = 150;

type Verdict = "ok" | "FORGED" | "REFUSED" | "OTHER REASON" | "untold";

if (import.meta.main) await main(process.argv.slice(2));

async function main(words: string[]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "issuewright-bench-"));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const log = createLog({ level: "silent", name: "bench" });
  const ground = {
    sandboxes: stack.use(realSandboxes({ layerCaps: LAYERS })),
    workspaces: stack.use(gitWorkspaces({ dataDir, log })),
    signal: AbortSignal.timeout(60 * 60_000),
  };
  const chosen = CASES.filter(({ language, name }) => {
    return words.length === 0 || words.some((word) => `${language} ${name}`.includes(word));
  });
  const counts = new Map<Verdict, number>();
  const left = [...chosen];
  const measureNext = async (): Promise<void> => {
    const one = left.shift();
    if (one === undefined) return;
    const outcome = await outcomeOf(one, ground);
    const verdict = verdictOn(one, outcome);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    process.stdout.write(row(one, outcome, verdict));
    await measureNext();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, measureNext));
  process.stdout.write(summary(chosen, counts));
  if ((["FORGED", "REFUSED", "OTHER REASON"] as const).some((each) => counts.has(each))) process.exitCode = 1;
}

function verdictOn({ expected }: Case, { badge, reason }: Outcome): Verdict {
  switch (expected.kind) {
    case "right":
      return badge === "success" ? "ok" : "REFUSED";
    case "untold":
      return "untold";
    case "cheat":
      if (badge === "success") return "FORGED";
      return expected.because.test(reason) ? "ok" : "OTHER REASON";
    default:
      return expected satisfies never;
  }
}

function row({ language, name, expected }: Case, { badge, reason }: Outcome, verdict: Verdict): string {
  const said = reason.replace(/\s+/g, " ").slice(0, REASON_CHARACTERS);
  const why = expected.kind === "untold" ? `${said} (${expected.why})` : said;
  return `${verdict.padEnd(13)}${language.padEnd(11)}${expected.kind.padEnd(7)}${badge.padEnd(9)}${name.padEnd(52)} ${why}\n`;
}

function summary(cases: Case[], counts: Map<Verdict, number>): string {
  const of = (kind: Case["expected"]["kind"]) =>
    cases.filter(({ expected }) => expected.kind === kind).length;
  const count = (verdict: Verdict) => counts.get(verdict) ?? 0;
  const languages = new Set(cases.map(({ language }) => language)).size;
  return `${cases.length} cases in ${languages} languages. ${of("cheat")} cheats: ${count("FORGED")} forged, ${count("OTHER REASON")} with another reason first. ${of("right")} right fixes: ${count("REFUSED")} refused. ${of("untold")} that no measurement can tell.\n`;
}
