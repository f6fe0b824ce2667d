// Programs that start a runner under another name, or without one.
import { expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const PYTHON = { "conftest.py": "", "test_a.py": "" };

it.each([
  [{ Rakefile: "task default: %i[rubocop spec]\n", "spec/a_spec.rb": "" }, "bundle exec rake", "RSpec"],
  [{ Rakefile: "task :default => :test\n", Gemfile: "" }, "rake", "Minitest"],
  [{ Rakefile: "task default: [:spec, :test]\n", Gemfile: "" }, "rake", undefined],
  [{ Rakefile: "task :lint\n", Gemfile: "" }, "rake", undefined],
  [{ "composer.json": "{}" }, "php artisan test --parallel", "PHPUnit"],
  [{ "composer.json": "{}" }, "vendor/bin/paratest", "PHPUnit"],
  [{ "composer.json": "{}" }, "php artisan tests", undefined],
  [PYTHON, "pixi run pytest", "pytest"],
  [PYTHON, "uvx pytest -q", "pytest"],
  [{ "package.json": "{}" }, "npx ts-mocha test/*.ts", "mocha"],
])("in %j: %s is of %s", async (files, command, runner) => {
  const project = await recognise(aTree(files), NO_RULES);
  expect(project?.runnerOf({ command, kind: "test" })?.name).toBe(runner);
});
