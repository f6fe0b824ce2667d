// Runs `issuewright run` on a real repository, one commit before a known fix. A scripted model hands in the fix, or something
// that only looks like it. Exits with 1 when a case ends in another way than expected.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { scriptedEnvironment } from "../local/model/environment.ts";
import { startLocalModel } from "../local/model/server.ts";
import { CASES, type Case, Result } from "./known-fix/cases.ts";
import { type Fix, readFix } from "./known-fix/fix.ts";
import { knownFix } from "./known-fix/script.ts";

const USAGE = `Usage: npx node bench/known-fix.ts <repository> <commit> [options]

  --proof  the test that the coder names for the fix (default: the check "test")
  --cases  which of ${CASES.map(({ name }) => name).join(", ")} (default: all)
  --rules  a file of rules that is added to the repository as .github/issuewright.yml
  --keep   a folder for what each case writes (default: nothing is kept)
`;

if (import.meta.main) await main();

async function main(): Promise<void> {
  const options = {
    proof: { type: "string", default: "test" },
    cases: { type: "string", default: CASES.map(({ name }) => name).join(",") },
    rules: { type: "string" },
    keep: { type: "string" },
    help: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [repository, commit] = positionals;
  if (values.help || repository === undefined || commit === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), "known-fix-"));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const origin = resolve(repository);
  const fix = await readFix(origin, commit, { rules: values.rules ?? null, home });
  process.stdout.write(
    `${basename(dirname(origin))}/${basename(origin)} ${commit.slice(0, 8)} “${fix.subject}”\n`,
  );
  await writeFile(join(home, "issue.md"), `# ${fix.subject}\n\n${fix.body}`);
  const wanted = values.cases.split(",");
  for (const each of CASES.filter(({ name }) => wanted.includes(name))) {
    const out = values.keep === undefined ? join(home, each.name) : join(resolve(values.keep), each.name);
    await show(fix, each, { proof: values.proof, issue: join(home, "issue.md"), out });
  }
}

type HandedIn = { proof: string; issue: string; out: string };

async function show(fix: Fix, each: Case, { proof, issue, out }: HandedIn): Promise<void> {
  const taken = each.takes(fix.files);
  if (taken === null) return;
  const patch = await fix.patchOf(taken.apply);
  const removed = await fix.present(taken.remove);
  await mkdir(dirname(out), { recursive: true });
  await using model = await startLocalModel({ script: knownFix(fix, { patch, removed, proof }) });
  const words = ["--repo", fix.repository, "--base", fix.base, "--issue", issue, "--out", out];
  const child = spawn(process.execPath, ["bin/issuewright.ts", "run", ...words, "--json"], {
    env: { ...process.env, ...scriptedEnvironment(model) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const result = Result.parse(JSON.parse(await text(child.stdout)));
  const { holds, words: got } = each.judge(result, fix);
  if (!holds) process.exitCode = 1;
  const took = sum(result.phases.map(({ durationMs }) => durationMs));
  process.stdout.write(
    [
      `  ${holds ? "ok    " : "MISSED"} ${each.title.padEnd(28)} expected: ${each.expected}`,
      `         got: ${result.outcome.kind} in ${seconds(took)} (${checksText(result)}); ${got}`,
      `         ${costText(result)}\n`,
    ].join("\n"),
  );
}

function checksText({ evidence }: Result): string {
  const checks = evidence?.head.map(
    (head, i) =>
      `${head.check.name} ${evidence.base[i]?.ending}→${head.ending}, ${evidence.base[i]?.tests?.length ?? "?"}→${head.tests?.length ?? "?"} tests`,
  );
  return checks?.join("; ") ?? "no evidence";
}

/** Set-up, the plain checks once on the base, and all measurements together, in this very run. */
function costText({ phases, evidence }: Result): string {
  const lasted = (phase: string) =>
    sum(phases.flatMap(({ name, durationMs }) => (name === phase ? [durationMs] : [])));
  const plainMs = sum((evidence?.base ?? []).map(({ durationMs }) => durationMs));
  if (plainMs === 0) return `set-up and base ${seconds(lasted("baseline"))}, nothing was measured`;
  const measuredMs = lasted("verify");
  const setUpMs = Math.max(0, lasted("baseline") - plainMs);
  return `set-up ${seconds(setUpMs)}, base ${seconds(plainMs)}, evidence ${seconds(measuredMs)} = ${(measuredMs / plainMs).toFixed(1)} x`;
}

function sum(all: number[]): number {
  return all.reduce((one, other) => one + other, 0);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
