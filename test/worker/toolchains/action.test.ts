// A composite action may prepare the machine first, by whatever installs a language of ours: a sandbox is prepared already.
import { expect, it } from "@jest/globals";
import { lineOfAction, readActions } from "../../../worker/toolchains/action.ts";
import { Step } from "../../../worker/toolchains/workflow.ts";
import { aTree } from "./told.ts";

/** The line of an action whose first step uses another one. */
async function lineAfter(uses: string): Promise<string | null> {
  const action = `runs: { using: composite, steps: [{ uses: ${uses} }, { run: make lint, shell: bash }] }\n`;
  const actions = await readActions(aTree({ "lint/action.yml": action }));
  return lineOfAction(actions, Step.parse({ uses: "./lint" }));
}

it.each([
  ...["actions/checkout@v4", "actions/cache/restore@v4", "actions/setup-dotnet@v4", "actions/setup-node@v4"],
  ...["pnpm/action-setup@v4", "oven-sh/setup-bun@v2", "astral-sh/setup-uv@v6", "ruby/setup-ruby@v1"],
  ...["shivammathur/setup-php@v2", "ramsey/composer-install@v3", "dtolnay/rust-toolchain@stable"],
  ...[
    "actions-rust-lang/setup-rust-toolchain@v1",
    "Swatinem/rust-cache@v2",
    "gradle/actions/setup-gradle@v4",
  ],
  ...["lukka/get-cmake@latest", "RUBY/setup-ruby@0a29871fe2b0200a17a4497bae54fe5df0d973aa"],
])("runs nothing for %s", async (uses) => {
  expect(await lineAfter(uses)).toBe("make lint");
});

it.each([
  ...["astral-sh/ruff-action@v3", "golangci/golangci-lint-action@v8", "gradle/gradle-build-action@v2"],
  ...["pnpm/action-setup-more@v1", "octo/ruby/setup-ruby@v1", "docker://alpine"],
])("is not known with %s, which may check something", async (uses) => {
  expect(await lineAfter(uses)).toBeNull();
});
