// Fuzzes the tool server under the sanitizers for a limited time: bench/fuzz-tool.ts [seconds] [seed]. Exits with 1 on a finding.
import { openBox } from "../test/docker/tool/box.ts";
import { fuzz } from "../test/docker/tool/fuzzing.ts";

const seconds = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);

await using box = await openBox();
const started = performance.now();
const { inputs, lines, parsed, answers, findings } = await fuzz(
  box,
  seed,
  () => performance.now() - started > seconds * 1000,
);
const took = (performance.now() - started) / 1000;
process.stdout.write(
  [
    `seed ${seed}, ${took.toFixed(1)} s`,
    `${inputs} inputs of ${lines} lines, each to a server of its own (${Math.round(inputs / took)} a second): ${answers} answers`,
    `${parsed} lines to the parser alone (${Math.round(parsed / took)} a second)`,
    `${findings.length} findings`,
    ...findings.map(
      (found) => `\n${found.what}: ${JSON.stringify(found.input.toString("latin1"))}\n${found.complaints}`,
    ),
    "",
  ].join("\n"),
);
process.exitCode = findings.length === 0 ? 0 : 1;
