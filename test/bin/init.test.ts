// The rules of a repository, written as a person asks for them on the command line: into the repository, or to standard output.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { RULES_PATH } from "../../src/domain/rules.ts";
import { issuewright } from "../support/cli.ts";
import { emptyRepository, temporaryFolder } from "../support/git.ts";

describe("issuewright init", () => {
  const folder = temporaryFolder();
  const repository = emptyRepository();
  const unknown = emptyRepository();
  beforeAll(() => {
    repository.commit({ "package.json": '{"scripts":{"test":"node --test"}}', "a.test.js": "" });
    unknown.commit({
      "a.txt": "",
      ".github/workflows/ci.yml": "on: push\njobs: { a: { steps: [{ run: ./run tests }] } }",
    });
  });
  afterAll(() => {
    repository[Symbol.dispose]();
    unknown[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  const init = (repo: string, ...more: string[]) =>
    issuewright(["init", "--repo", repo, "--no-try", ...more], {
      environment: { ISSUEWRIGHT_DATA_DIR: join(folder.path, "data") },
    });

  it("writes the file, and never over one that is there unless it is told to", async () => {
    const first = await init(repository.path);
    const path = join(repository.path, RULES_PATH);
    expect([first.status, first.stdout, first.stderr]).toEqual([
      0,
      "",
      `Recognised: node. The repository's files suggest nothing else.\n${path}\n`,
    ]);
    const text = readFileSync(path, "utf8");
    const again = await init(repository.path);
    expect([again.status, again.stderr]).toEqual([
      1,
      `Could not write ${RULES_PATH} in ${repository.path}: it is there already. Use --force to replace it, or --print to compare\n`,
    ]);
    const forced = await init(repository.path, "--force");
    expect([forced.status, readFileSync(path, "utf8")]).toEqual([0, text]);
  });

  it("suggests where it recognises nothing, and puts that in force only on request", async () => {
    const shown = await init(unknown.path, "--print");
    expect([shown.status, shown.stdout]).toMatchInlineSnapshot(`
[
  1,
  "# .github/issuewright.yml
# A line without a source is what Issuewright does by itself. A key that is left out means the same.
image: "base"
setup: []
# checks:
#   - { name: "test", run: "./run tests", kind: test }  # .github/workflows/ci.yml, a: Run ./run tests
",
]
`);
    const taken = await init(unknown.path, "--print", "--suggested");
    expect([taken.status, taken.stdout.split("\n").at(-2)]).toEqual([
      0,
      '  - { name: "test", run: "./run tests", kind: test }  # .github/workflows/ci.yml, a: Run ./run tests',
    ]);
  });

  it.each<[string, (path: string) => void, string]>([
    [
      "a link to another folder",
      (path) => symlinkSync(folder.path, join(path, ".github")),
      "`.github` is a link. Use --print, and put the text there yourself",
    ],
    [
      "a link to nothing",
      (path) => symlinkSync(join(folder.path, "nowhere"), join(path, ".github")),
      "`.github` is a link. Use --print, and put the text there yourself",
    ],
    [
      "a file",
      (path) => writeFileSync(join(path, ".github"), ""),
      "`.github` is not a folder. Move it away, or use --print",
    ],
    [
      "a folder of the file's name",
      (path) => mkdirSync(join(path, RULES_PATH), { recursive: true }),
      "a folder has that name. Move it away, or use --print",
    ],
  ])("writes nothing where %s is in its way", async (_name, put, because) => {
    using other = emptyRepository();
    other.commit({ "a.txt": "" });
    put(other.path);
    const { status, stderr } = await init(other.path, "--force");
    expect([status, stderr]).toEqual([1, `Could not write ${RULES_PATH} in ${other.path}: ${because}\n`]);
  });
});
