// Measures each phase of a run on repositories of three sizes, and how time grows with size: bench/large.ts [files of the largest].
import { type Phase, phasesOf } from "./large/phases.ts";
import type { Scale } from "./large/repository.ts";

/** At 100,000 files: 10,000 commits, 2 GB of history, a lockfile of 40 MB, three generated files of 10 MB each. */
const PER_FILE = { commits: 0.1, lockfileBytes: 400, generatedBytes: 100, historyBytes: 20_000 };
const STEP = 4;

const largest = Number(process.argv[2] ?? 16_000);
const sizes = [largest / STEP ** 2, largest / STEP, largest].map(Math.round);
const columns: Phase[][] = [];
for (const files of sizes) {
  process.stdout.write(`\n${files} files\n`);
  columns.push(
    await phasesOf(scaleOf(files), ({ name, ms, peakMiB }) => {
      process.stdout.write(
        `  ${name.padEnd(24)} ${ms.toFixed(0).padStart(8)} ms ${peakMiB.toFixed(0).padStart(6)} MiB\n`,
      );
    }),
  );
}

process.stdout.write(`\nGrowth of time and memory, for ${STEP} times the size each\n`);
for (const [row, { name }] of (columns[0] ?? []).entries()) {
  const of = (at: number, what: "ms" | "peakMiB") => columns[at]?.[row]?.[what] ?? Number.NaN;
  const growth = (at: number, what: "ms" | "peakMiB") =>
    `${(of(at, what) / of(at - 1, what)).toFixed(1)}x`.padStart(7);
  process.stdout.write(
    `  ${name.padEnd(24)} time ${growth(1, "ms")} ${growth(2, "ms")}   memory ${growth(1, "peakMiB")} ${growth(2, "peakMiB")}\n`,
  );
}

function scaleOf(files: number): Scale {
  const { commits, lockfileBytes, generatedBytes, historyBytes } = PER_FILE;
  return {
    files,
    commits: Math.ceil(files * commits),
    lockfileBytes: files * lockfileBytes,
    generatedBytes: files * generatedBytes,
    historyBytes: files * historyBytes,
  };
}
