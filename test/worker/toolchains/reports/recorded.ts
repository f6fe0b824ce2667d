// Reports that real runners wrote, each with the runner that reads it.
import { readFileSync } from "node:fs";
import { check } from "../../../../worker/toolchains/c/check.ts";
import { ctest } from "../../../../worker/toolchains/c/ctest.ts";
import { goTest } from "../../../../worker/toolchains/go/runner.ts";
import { maven } from "../../../../worker/toolchains/java/runners.ts";
import { runnerOf } from "../../../../worker/toolchains/node/runner.ts";
import { phpunit } from "../../../../worker/toolchains/php/phpunit.ts";
import { pytest } from "../../../../worker/toolchains/python/pytest.ts";
import { unittest } from "../../../../worker/toolchains/python/unittest.ts";
import { minitest } from "../../../../worker/toolchains/ruby/minitest.ts";
import { rspec } from "../../../../worker/toolchains/ruby/rspec.ts";
import type { Runner } from "../../../../worker/toolchains/runner.ts";
import { cargoTest } from "../../../../worker/toolchains/rust/runner.ts";

/** The runner of a script in package.json. */
function inScript(test: string): Runner {
  const runner = runnerOf("npm test", { test });
  if (runner === null) throw new Error(`no runner for ${test}`);
  return runner;
}

export const RECORDED: readonly { file: string; runner: Runner }[] = [
  { file: "ava.jsonl", runner: inScript("ava") },
  { file: "bun.xml", runner: inScript("bun test") },
  { file: "cargo-test.txt", runner: cargoTest },
  { file: "check.tap", runner: check },
  { file: "ctest-inside.xml", runner: ctest },
  { file: "ctest.xml", runner: ctest },
  { file: "deno.xml", runner: inScript("deno test -A") },
  { file: "go-test.jsonl", runner: goTest },
  { file: "maven.xml", runner: maven },
  { file: "minitest.jsonl", runner: minitest },
  { file: "node-tap.tap", runner: inScript("tap") },
  { file: "phpunit.xml", runner: phpunit },
  { file: "pytest-unloaded.xml", runner: pytest },
  { file: "pytest.xml", runner: pytest },
  { file: "rspec-unloaded.json", runner: rspec },
  { file: "rspec.json", runner: rspec },
  { file: "unittest.jsonl", runner: unittest },
];

export function recorded(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
