// Runs `issuewright run` on a real repository, one commit before a known fix. A scripted model hands in the fix, or something
// that only looks like it. Usage: npx node bench/known-fix.ts <repository> <commit>... Exits with 1 when a case ends in another
// way than expected.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { z } from "zod";
import { scriptedEnvironment } from "../local/model/environment.ts";
import type { Script, Turn } from "../local/model/script.ts";
import { startLocalModel } from "../local/model/server.ts";
import { lookTwice } from "../src/domain/conclusion.ts";
import { Evidence } from "../src/domain/evidence.ts";
import type { Remark } from "../src/domain/remark.ts";
import { gapText } from "../src/messages/gap.ts";
import { remarkText } from "../src/messages/remark.ts";
import { isTestPath } from "../worker/toolchains/paths.ts";

const PATCH = ".known-fix.patch";
const execute = promisify(execFile);

const Result = z.object({
  outcome: z.looseObject({ kind: z.string(), because: z.string().optional(), log: z.string().nullish() }),
  phases: z.array(z.object({ name: z.string(), durationMs: z.number() })),
  evidence: Evidence.nullable(),
});
type Result = z.infer<typeof Result>;

/** A known fix as its repository holds it. */
type Fix = { repository: string; base: string; tree: string; subject: string; body: string; files: string[] };

type Case = {
  name: string;
  expected: string;
  /** The part of the fix that the coder hands in; null: these files allow no such case. */
  takes(files: string[]): { apply: string[]; remove: string[] } | null;
  /** Whether the result is as expected, and the result in a few words. */
  judge(result: Result, fix: Fix): { holds: boolean; words: string };
};

const tests = (files: string[]) => files.filter(isTestPath);
const code = (files: string[]) => files.filter((file) => !isTestPath(file));
const opened = ({ outcome }: Result) => outcome.kind === "opened";
const remarks = ({ evidence }: Result) => (evidence === null ? [] : lookTwice(evidence));
const wordsOf = (remark: Remark | undefined) => (remark === undefined ? undefined : remarkText(remark));
const saying = (words: (string | undefined)[]) =>
  words.find((word) => word !== undefined) ?? "nothing is said";

/** The first line that names something of the repository, as the comment shows it. */
function failedIn(log: string): string | undefined {
  return log
    .split("\n")
    .find((line) => /^\s*(?:- )?(?:\S+:\d+|`|FAIL|not ok|\S*[Tt]est)/.test(line))
    ?.trim();
}

const CASES: Case[] = [
  {
    name: "the fix with its tests",
    expected: "opened, the known tree, red on the base and green on the head",
    takes: (files) => ({ apply: files, remove: [] }),
    judge: (result, fix) => {
      const same = result.evidence?.treeSha === fix.tree;
      const proven = result.evidence?.redGreen.filter(
        ({ base, head }) => base !== "passed" && head === "passed",
      );
      const [first] = proven ?? [];
      const kinds = [...new Set(first?.reds.map(({ kind }) => kind))].join(", ");
      const green = `${first?.turnedGreen.length ?? 0} tests turned green by name, red by ${kinds || "nothing"}`;
      return {
        holds: opened(result) && same && first !== undefined,
        words: `${same ? "the known tree" : "another tree"}, ${green}`,
      };
    },
  },
  {
    name: "its tests without the fix",
    expected: "not opened, the failure is named",
    takes: (files) => (tests(files).length === 0 ? null : { apply: tests(files), remove: [] }),
    judge: (result) => {
      const said = remarks(result).find(({ kind }) => kind === "proves-nothing");
      const why = saying([wordsOf(said), failedIn(result.outcome.log ?? ""), result.outcome.because]);
      return { holds: !opened(result) && result.outcome.kind === "gave-up", words: why };
    },
  },
  {
    name: "the fix without tests",
    expected: "opened, and said that no test was added",
    takes: (files) => (tests(files).length === 0 ? null : { apply: code(files), remove: [] }),
    judge: (result) => {
      const untested = result.evidence?.testsChanged === "none";
      const said = untested ? gapText({ kind: "no-test-changed" }) : undefined;
      return { holds: opened(result) && untested, words: saying([said, result.outcome.because]) };
    },
  },
  {
    name: "the fix, its tests deleted",
    expected: "with or without a pull request, the deletion is named",
    takes: (files) => (tests(files).length === 0 ? null : { apply: code(files), remove: tests(files) }),
    judge: (result) => {
      const said = remarks(result).find(({ kind }) => kind === "tests-gone" || kind === "lost-assertions");
      const words = saying([wordsOf(said), result.outcome.because]);
      return { holds: said !== undefined || !opened(result), words };
    },
  },
];

if (import.meta.main) await main();

async function main(): Promise<void> {
  const [repository, ...commits] = process.argv.slice(2);
  if (repository === undefined || commits.length === 0) {
    process.stdout.write(
      "Needs a repository and commits: npx node bench/known-fix.ts <repository> <commit>...\n",
    );
    return;
  }
  for (const commit of commits) await show(repository, commit);
}

async function show(repository: string, commit: string): Promise<void> {
  const git = async (...words: string[]) =>
    (await execute("git", ["-C", repository, ...words], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  const fix = await readFix(repository, commit, git);
  process.stdout.write(
    `${basename(dirname(repository))}/${basename(repository)} ${commit.slice(0, 8)} “${fix.subject}”\n`,
  );
  for (const each of CASES) {
    const taken = each.takes(fix.files);
    if (taken === null) continue;
    const range = ["--binary", "--full-index", "--no-renames"];
    const patch = await git("diff", ...range, fix.base, commit, "--", ...taken.apply);
    // The base has no files that the fix adds, so they cannot be deleted.
    const there = (await git("ls-tree", "-r", "--name-only", fix.base, "--", ...taken.remove)).split("\n");
    const result = await runWith(
      fix,
      patch,
      taken.remove.filter((file) => there.includes(file)),
    );
    const { holds, words } = each.judge(result, fix);
    if (!holds) process.exitCode = 1;
    const took = result.phases.reduce((sum, phase) => sum + phase.durationMs, 0);
    process.stdout.write(
      `  ${holds ? "ok    " : "MISSED"} ${each.name.padEnd(28)} expected: ${each.expected}\n         got: ${result.outcome.kind} in ${(took / 1000).toFixed(1)} s (${checksText(result)}); ${words.slice(0, 300)}\n         ${costText(result)}\n`,
    );
  }
}

async function readFix(
  repository: string,
  commit: string,
  git: (...words: string[]) => Promise<string>,
): Promise<Fix> {
  const base = (await git("rev-parse", `${commit}^`)).trim();
  const [subject = "", ...body] = (await git("log", "-1", "--format=%B", commit)).split("\n");
  const files = (await git("diff", "--name-only", "--no-renames", base, commit)).trim().split("\n");
  const tree = (await git("rev-parse", `${commit}^{tree}`)).trim();
  return { repository, base, tree, subject, body: body.join("\n"), files };
}

function checksText({ evidence }: Result): string {
  const checks = evidence?.head.map(
    (head, i) =>
      `${head.check.name} ${evidence.base[i]?.ending}→${head.ending}, ${evidence.base[i]?.tests?.length ?? "?"}→${head.tests?.length ?? "?"} tests`,
  );
  return checks?.join("; ") ?? "no evidence";
}

/** All measurements of a run together, and the plain checks once on the base, both in this very run. */
function costText({ phases, evidence }: Result): string {
  const measuredMs = sum(phases.flatMap(({ name, durationMs }) => (name === "verify" ? [durationMs] : [])));
  const plainMs = sum((evidence?.base ?? []).map(({ durationMs }) => durationMs));
  if (plainMs === 0) return "nothing was measured";
  return `evidence ${seconds(measuredMs)} = ${(measuredMs / plainMs).toFixed(1)} x the plain checks, ${seconds(plainMs)}`;
}

const sum = (all: number[]) => all.reduce((one, other) => one + other, 0);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

async function runWith(fix: Fix, patch: string, removed: string[]): Promise<Result> {
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), "known-fix-"));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  await writeFile(join(home, "issue.md"), `# ${fix.subject}\n\n${fix.body}`);
  const model = stack.use(await startLocalModel({ script: knownFix(fix, patch, removed) }));
  const words = [
    ...["--repo", fix.repository, "--base", fix.base],
    ...["--issue", join(home, "issue.md"), "--out", join(home, "out")],
  ];
  const child = spawn(process.execPath, ["bin/issuewright.ts", "run", ...words, "--json"], {
    env: { ...process.env, ...scriptedEnvironment(model) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return Result.parse(JSON.parse(await text(child.stdout)));
}

function knownFix({ subject, files }: Fix, patch: string, removed: string[]): Script {
  const call = (name: string, args: Record<string, unknown>): Turn => ({
    calls: [{ name, arguments: args }],
  });
  const none = {
    ...{ outOfScope: [], requirements: [], questions: [] },
    ...{ decisions: [], objections: [], rejected: [] },
  };
  const order = {
    ...{ title: subject, summary: subject, context: [], interfaces: [], contracts: [], outOfScope: [] },
    ...{ steps: ["Apply the known fix"], tests: [], footprint: files },
  };
  const applied = [
    call("write", { path: PATCH, content: patch }),
    call("shell", { command: `git apply ${PATCH} && rm ${PATCH}` }),
    ...removed.map((file) => call("shell", { command: `rm '${file}'` })),
  ];
  const asks = (tool: string) => (request: { tools?: { function: { name: string } }[] | undefined }) =>
    (request.tools ?? []).some((each) => each.function.name === tool);
  return [
    {
      role: "architect",
      when: asks("submit_spec"),
      turns: [call("submit_spec", { goal: subject, criteria: [subject], ...none })],
    },
    { role: "architect", when: asks("submit_order"), turns: [call("submit_order", order)] },
    {
      role: "architect",
      when: asks("submit_advice"),
      turns: [call("submit_advice", { kind: "stop", instructions: "This is all there is to hand in." })],
    },
    {
      role: "coder",
      turns: (_request, turn) =>
        applied[turn] ?? call("done", { proofs: [{ criterion: "AC1", by: "test" }] }),
    },
    { role: "reviewer", turns: [call("submit_review", { findings: [] })] },
  ];
}
