// Runs `issuewright run` on a real repository, one commit before a known fix, with a scripted model that applies that fix.
// Usage: node bench/known-fix.ts <repository> <commit>... Prints one row for each: was it written, is it the known tree, what was measured.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { z } from "zod";
import { scriptedEnvironment } from "../local/model/environment.ts";
import type { Script, Turn } from "../local/model/script.ts";
import { startLocalModel } from "../local/model/server.ts";

const PATCH = ".known-fix.patch";
const execute = promisify(execFile);

const Result = z.object({
  outcome: z.looseObject({ kind: z.string() }),
  phases: z.array(z.object({ name: z.string(), durationMs: z.number() })),
  evidence: z
    .object({
      treeSha: z.string(),
      base: z.array(z.object({ ending: z.string(), tests: z.array(z.unknown()).nullable() })),
      head: z.array(
        z.object({
          check: z.object({ name: z.string() }),
          ending: z.string(),
          tests: z.array(z.unknown()).nullable(),
        }),
      ),
      redGreen: z.array(z.object({ base: z.string(), head: z.string(), turnedGreen: z.array(z.string()) })),
    })
    .nullable(),
});

if (import.meta.main) await main();

async function main(): Promise<void> {
  const [repository, ...commits] = process.argv.slice(2);
  if (repository === undefined || commits.length === 0) {
    process.stdout.write(
      "Needs a repository and commits: node bench/known-fix.ts <repository> <commit>...\n",
    );
    return;
  }
  for (const commit of commits) process.stdout.write(`${await row(repository, commit)}\n`);
}

async function row(repository: string, commit: string): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), "known-fix-"));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const git = async (...words: string[]) =>
    (await execute("git", ["-C", repository, ...words], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  const base = (await git("rev-parse", `${commit}^`)).trim();
  const tree = (await git("rev-parse", `${commit}^{tree}`)).trim();
  const [subject = "", ...body] = (await git("log", "-1", "--format=%B", commit)).split("\n");
  const patch = await git("diff", "--binary", "--full-index", "--no-renames", base, commit);
  await writeFile(join(home, "issue.md"), `# ${subject}\n\n${body.join("\n")}`);

  const model = stack.use(await startLocalModel({ script: knownFix(subject, patch) }));
  const words = [
    "--repo",
    repository,
    "--base",
    base,
    "--issue",
    join(home, "issue.md"),
    "--out",
    join(home, "out"),
  ];
  const child = spawn(process.execPath, ["bin/issuewright.ts", "run", ...words, "--json"], {
    env: { ...process.env, ...scriptedEnvironment(model) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const result = Result.parse(JSON.parse(await text(child.stdout)));
  const evidence = result.evidence;
  const same = evidence?.treeSha === tree ? "the known tree" : "another tree";
  const checks = evidence?.head.map(
    (h, i) =>
      `${h.check.name} ${evidence.base[i]?.ending}→${h.ending} (${evidence.base[i]?.tests?.length ?? "?"}→${h.tests?.length ?? "?"} tests)`,
  );
  const red = evidence?.redGreen.map(
    (r) => `${r.base}→${r.head}, turned green: ${r.turnedGreen.join(", ") || "none by name"}`,
  );
  const took = result.phases.reduce((sum, phase) => sum + phase.durationMs, 0);
  const why = evidence === null ? JSON.stringify(result.outcome) : "";
  const pull =
    evidence === null ? "" : (await readFile(join(home, "out/pull-request.md"), "utf8")).split("\n")[0];
  return `${basename(repository)} ${commit.slice(0, 8)} “${subject}”
  outcome ${result.outcome.kind} ${why}, ${same}, ${(took / 1000).toFixed(1)} s, pull request “${pull}”
  checks  ${checks?.join("; ") ?? "-"}
  red on the base, green on the head: ${red?.join("; ") || "no test file changed"}`;
}

function knownFix(subject: string, patch: string): Script {
  const call = (name: string, args: Record<string, unknown>): Turn => ({
    calls: [{ name, arguments: args }],
  });
  const none = {
    ...{ outOfScope: [], requirements: [], questions: [] },
    ...{ decisions: [], objections: [], rejected: [] },
  };
  const files = [...patch.matchAll(/^\+\+\+ b\/(.*)$/gm)].map((match) => match[1]);
  const order = {
    ...{ title: subject, summary: subject, context: [], interfaces: [], contracts: [], outOfScope: [] },
    ...{ steps: ["Apply the known fix"], tests: [], footprint: files.length > 0 ? files : ["."] },
  };
  const applied = [
    call("write", { path: PATCH, content: patch }),
    call("shell", { command: `git apply ${PATCH} && rm ${PATCH}` }),
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
      role: "coder",
      turns: (_request, turn) =>
        applied[turn] ?? call("done", { proofs: [{ criterion: "AC1", by: "test" }] }),
    },
    { role: "reviewer", turns: [call("submit_review", { findings: [] })] },
  ];
}
