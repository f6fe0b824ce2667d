// Shows for a repository of each language how it is recognised and checked, and which faults are named.
// Usage: `script/bench languages` for the fixtures; `npx node bench/languages.ts <repository>...` for the newest commit of others.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type CheckResult, failedTests } from "../src/domain/evidence.ts";
import { createLog } from "../src/log.ts";
import { fixtureRepository } from "../test/support/git.ts";
import { LANGUAGES } from "../test/support/language-faults.ts";
import { type Examined, examine, faulty, type Ground, named } from "../test/support/languages.ts";
import { hostSandboxes } from "../worker/sandboxes/index.ts";
import { gitWorkspaces } from "../worker/workspace/git-workspaces.ts";

if (import.meta.main) await main();

async function main(): Promise<void> {
  const repositories = process.argv.slice(2);
  const dataDir = await mkdtemp(join(tmpdir(), "issuewright-bench-"));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const caBundlePath = process.env.ISSUEWRIGHT_CA_BUNDLE ?? process.env.NODE_EXTRA_CA_CERTS ?? null;
  const ground = {
    sandboxes: stack.use(hostSandboxes({ dataDir, caBundlePath })),
    workspaces: stack.use(
      gitWorkspaces({
        dataDir,
        log: createLog({ level: "silent", name: "bench" }),
        environment: process.env,
      }),
    ),
    signal: AbortSignal.timeout(60 * 60_000),
  };
  if (repositories.length > 0) for (const path of repositories) await showRepository(ground, resolve(path));
  else if (!(await showFixtures(ground))) process.exitCode = 1;
}

async function showRepository(ground: Ground, path: string): Promise<void> {
  const sha = execFileSync("git", ["-C", path, "rev-parse", "HEAD"]).toString().trim();
  const examined = await examine(ground, { path, sha }, []);
  print(`${basename(path)} ${sha.slice(0, 8)}`, examined === null ? ["not recognised"] : about(examined));
}

/** True when every fault was named. */
async function showFixtures(ground: Ground): Promise<boolean> {
  let all = true;
  for (const { fixture, image, faults, ...expected } of LANGUAGES) {
    using repository = fixtureRepository(fixture);
    const patches = faults.map((fault) => repository.patch(faulty(fixture, fault)));
    const examined = await examine(ground, repository, patches);
    if (examined === null) {
      print(fixture, ["not recognised"]);
      all = false;
      continue;
    }
    const { project, results } = examined;
    const rows = faults.map(({ file, names }, i) => {
      const found = named(results[i + 1] ?? []);
      const same = found.join("\n") === names.join("\n");
      if (!same) all = false;
      const wanted = same ? "" : `   MISSED: ${names.join(", ")}`;
      return `a fault in ${file}: ${found.join(", ") || "nothing is named"}${wanted}`;
    });
    if (project.toolchain !== expected.toolchain || project.image !== image || !passed(results[0]))
      all = false;
    print(fixture, [...about(examined), ...rows]);
  }
  return all;
}

function passed(results: readonly CheckResult[] | undefined): boolean {
  return results?.every(({ ending }) => ending === "passed") ?? false;
}

function about({ project, ready, results }: Examined): string[] {
  const base = results[0] ?? [];
  return [
    `recognised as ${project.toolchain}, in the image ${project.image}`,
    ...project.setup.map((line) => `set-up  ${line}`),
    ...(ready.kind === "failed"
      ? [
          `set-up FAILED with ${ready.exitStatus}`,
          ...lastOf(ready.log.replaceAll(/^npm notice.*\n?/gm, ""), 8).map((line) => `        ${line}`),
        ]
      : []),
    ...base.map(outcome),
  ];
}

function outcome(result: CheckResult): string {
  const { check, ending, exitStatus, tests, diagnostics, durationMs, output } = result;
  const counts = ["passed", "failed", "skipped"].map(
    (status) => `${(tests ?? []).filter((test) => test.status === status).length} ${status}`,
  );
  const reading = tests === null ? `${diagnostics.length} diagnostics` : counts.join(", ");
  const took = `${(durationMs / 1000).toFixed(1)} s`;
  const failed = failedTests(result).slice(0, 5).join(", ");
  const why = ending === "passed" ? "" : `: ${failed || lastOf(output, 1).join("")}`;
  return `${check.name.padEnd(6)}  ${ending} (${exitStatus}) in ${took}, ${reading}   ${check.command}${why}`;
}

function lastOf(text: string, lines: number): string[] {
  return text.trim().split("\n").slice(-lines);
}

function print(title: string, lines: readonly string[]): void {
  process.stdout.write(`${[title, ...lines.map((line) => `  ${line.slice(0, 400)}`)].join("\n")}\n\n`);
}
