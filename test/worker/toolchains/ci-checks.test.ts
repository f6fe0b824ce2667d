// What red jobs of a CI run is read from the repository's own workflow files, as far as they say it plainly.
import { expect, it } from "@jest/globals";
import type { CiDetails, RedRead } from "../../../src/domain/ci.ts";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { withCiChecks } from "../../../worker/toolchains/ci-checks.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const WORKFLOW = `
name: CI
env: { LEVEL: strict, TOKEN: "\${{ secrets.TOKEN }}" }
jobs:
  test:
    strategy: { matrix: { node: [20, 22] } }
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: npm test
  lint:
    name: Lint the code
    env: { COLOUR: "it's off" }
    defaults: { run: { working-directory: tools } }
    steps:
      - name: Check style
        run: |
          npm run style
          npm run spelling
  only-there:
    steps:
      - run: ./upload "\${{ github.sha }}"
      - { run: Get-Item x, shell: pwsh }
`;

async function read(jobs: Record<string, string>, workflow = WORKFLOW, others: Record<string, string> = {}) {
  const tree = aTree({
    ...others,
    "package.json": JSON.stringify({ scripts: { test: "node --test" } }),
    "a.test.js": "",
    ".github/workflows/ci.yml": workflow,
  });
  const project = await recognise(tree, NO_RULES);
  if (project === null) throw new Error("not recognised");
  const red = Object.entries(jobs).map(([name, failedStep], index): RedRead => {
    const details: CiDetails = { failedStep, attempt: 1, failedIn: "project", workflow: "CI" };
    return { id: index, name, app: "github-actions", url: null, end: "failed", details, log: null };
  });
  const {
    project: now,
    ci: { commands },
  } = await withCiChecks(project, red, tree);
  return { added: now.checks.slice(project.checks.length), commands };
}

it("is the failed step of the job, in its folder, with its plain variables", async () => {
  const before = "export LEVEL=strict\nexport COLOUR='it'\\''s off'\ncd tools || exit 1\n";
  const command = `${before}bash -e -c 'npm run style\nnpm run spelling'`;
  expect(await read({ "Lint the code": "Check style" })).toEqual({
    added: [{ name: "ci: Lint the code", command, kind: "test", timeoutMs: 1_200_000 }],
    commands: [command],
  });
});

it("is found for each job of a matrix, and run once", async () => {
  const { added, commands } = await read({ "test (20)": "Run npm test", "test (22)": "Run npm test" });
  expect(added.map(({ name, command }) => [name, command])).toEqual([
    ["ci: test (20)", "export LEVEL=strict\nnpm test"],
  ]);
  expect(commands).toHaveLength(2);
});

it("is found in a workflow of the repository that another one calls, with its own variables", async () => {
  const caller = `
name: CI
env: { LEVEL: strict }
jobs:
  shared: { uses: ./.github/workflows/shared.yml }
  elsewhere: { uses: octo/workflows/.github/workflows/lint.yml@v1 }
`;
  const shared = "jobs: { style: { env: { A: b }, steps: [{ run: npm run style }] } }\n";
  const others = { ".github/workflows/shared.yml": `on: workflow_call\n${shared}` };
  const { commands } = await read({ "shared / style": "Run npm run style" }, caller, others);
  expect(commands).toEqual(["export A=b\nnpm run style"]);
  for (const job of ["style", "other / style", "elsewhere / style"])
    expect(await read({ [job]: "Run npm run style" }, caller, others)).toEqual({ added: [], commands: [] });
});

const ACTION = `
inputs: { script: { required: true }, flags: { default: --quiet }, times: { default: 2 } }
runs:
  using: composite
  steps:
    - uses: actions/setup-node@v4
    - run: npm run \${{ inputs.script }} -- \${{ inputs.flags }}
      shell: bash
    - { run: ./check, shell: bash, working-directory: tools, env: { TIMES: "\${{ inputs.times }}" } }
`;
const USES = "uses: ./.github/actions/lint, with: { script: style }";

it("is what a composite action of the repository runs, with what the step says to it", async () => {
  const caller = `name: CI\nenv: { A: b }\njobs: { lint: { steps: [{ ${USES} }] } }\n`;
  const others = { ".github/actions/lint/action.yml": ACTION };
  const { commands } = await read({ lint: "Run ./.github/actions/lint" }, caller, others);
  expect(commands).toEqual([
    "(\nexport A=b\nnpm run style -- --quiet\n) || exit 1\n(\nexport A=b\nexport TIMES=2\ncd tools || exit 1\n./check\n) || exit 1",
  ]);
});

it.each([
  [
    "in a folder without the dot",
    "tools/lint",
    "steps: [{ run: npm run style, shell: bash }]",
    "npm run style",
  ],
  [
    "that runs a file of its own",
    ".github/actions/lint",
    "steps: [{ run: '${{ github.action_path }}/lint.sh', shell: bash }]",
    "./.github/actions/lint/lint.sh",
  ],
  ["that is none", ".github/actions/lint", "image: Dockerfile", null],
  [
    "of which a step has a condition",
    ".github/actions/lint",
    "steps: [{ run: x, shell: bash, if: inputs.full }]",
    null,
  ],
  [
    "that uses another repository's",
    ".github/actions/lint",
    "steps: [{ uses: octo/lint@v1 }, { run: x, shell: bash }]",
    null,
  ],
  [
    "of what only GitHub knows",
    ".github/actions/lint",
    "steps: [{ run: 'x ${{ github.sha }}', shell: bash }]",
    null,
  ],
  ["that uses itself", ".github/actions/lint", "steps: [{ uses: ./.github/actions/lint }]", null],
  [
    "that uses itself many times",
    ".github/actions/lint",
    `steps: [${Array(12).fill("{ uses: ./.github/actions/lint }").join(", ")}]`,
    null,
  ],
  [
    "whose values grow with each use",
    ".github/actions/lint",
    `steps: [{ uses: ./.github/actions/lint, with: { x: "${"${{ inputs.x }}".repeat(5_000)}" } }], inputs: {}`,
    null,
  ],
])("is known, or not, of a composite action %s", async (_what, folder, runs, command) => {
  const caller = `name: CI\njobs: { lint: { steps: [{ uses: ./${folder} }] } }\n`;
  const others = { [`${folder}/action.yaml`]: `runs: { using: composite, ${runs} }\n` };
  const { commands } = await read({ lint: `Run ./${folder}` }, caller, others);
  expect(commands).toEqual(command === null ? [] : [command]);
});

it("adds no check of what the project checks anyway, and still tells that it is known", async () => {
  const plain = WORKFLOW.replace(/^env:.*$/m, "");
  expect(await read({ "test (20)": "Run npm test" }, plain)).toEqual({ added: [], commands: ["npm test"] });
});

it.each([
  ["a text that only GitHub can fill in", { "only-there": 'Run ./upload "${{ github.sha }}"' }],
  ["another shell", { "only-there": "Run Get-Item x" }],
  ["a job that no workflow has", { deploy: "Run npm test" }],
  ["a step that the job does not have", { "test (20)": "Run npm publish" }],
])("is not known of %s", async (_what, jobs) => {
  expect(await read(jobs)).toEqual({ added: [], commands: [] });
});

/** The only command that is known of a job of a workflow of this kind. */
async function commandIn(jobs: string, shown: string, step: string) {
  return (await read({ [shown]: step }, `name: CI\njobs:\n${jobs}`)).commands[0] ?? null;
}

it.each([
  [
    "ends at its first failing command",
    "a: { steps: [{ run: 'x; y' }] }",
    "a",
    "Run x; y",
    "bash -e -c 'x; y'",
  ],
  [
    "fails in a pipe where the workflow names bash",
    "a: { defaults: { run: { shell: bash } }, steps: [{ run: x | y }] }",
    ...["a", "Run x | y", "bash -eo pipefail -c 'x | y'"],
  ],
  [
    "has an empty variable",
    "a: { env: { A: , B: 1 }, steps: [{ run: x }] }",
    "a",
    "Run x",
    "export A=''\nexport B=1\nx",
  ],
  [
    "is that of the job with this very name",
    "m: { name: '${{ matrix.of }}', steps: [{ run: x, env: { A: 1 } }] }\n  lint: { steps: [{ run: x }] }",
    ...["lint", "Run x", "x"],
  ],
])("%s", async (_what, jobs, shown, step, command) => {
  expect(await commandIn(`  ${jobs}\n`, shown, step)).toBe(command);
});

it.each([
  ["a shell of other defaults", "a: { defaults: { run: { shell: pwsh } }, steps: [{ run: x }] }", "a"],
  ["Windows", "a: { runs-on: windows-latest, steps: [{ run: x }] }", "a"],
  ["a matrix on macOS", "a: { runs-on: '${{ matrix.os }}', steps: [{ run: x }] }", "a (macos-14, 22)"],
  ["a folder outside", "a: { steps: [{ run: x, working-directory: ../../.. }] }", "a"],
  ["an absolute folder", "a: { steps: [{ run: x, working-directory: /tmp }] }", "a"],
  ["two steps of one name", "a: { steps: [{ run: x }, { run: x, env: { A: 1 } }] }", "a"],
])("is not known of %s", async (_what, jobs, shown) => {
  expect(await commandIn(`  ${jobs}\n`, shown, "Run x")).toBeNull();
});

it("has a name of one line, and no other check's", async () => {
  const jobs =
    '  a: { steps: [{ run: x }] }\n  b: { name: "a (\\n1)", steps: [{ run: x, env: { A: 1 } }] }\n';
  const { added } = await read({ a: "Run x", "a (\n1)": "Run x" }, `name: CI\njobs:\n${jobs}`);
  expect(added.map(({ name }) => name)).toEqual(["ci: a", "ci: a ( 1)"]);
});

it.each([
  ["no YAML", "jobs: ["],
  ["a list", "- a"],
  ["jobs of another shape", "name: CI\njobs: 3"],
])("is not known where the workflow is %s", async (_what, workflow) => {
  expect(await read({ "test (20)": "Run npm test" }, workflow)).toEqual({ added: [], commands: [] });
});
