// The subjects of a repository's newest commits, which show its convention.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

let data: ReturnType<typeof temporaryFolder>;
let repository: Repository;
beforeEach(() => {
  data = temporaryFolder();
  repository = emptyRepository();
});
afterEach(() => {
  repository[Symbol.dispose]();
  data[Symbol.dispose]();
});

it("are the newest, as they were written, without merges, up to any commit of the repository", async () => {
  repository.commit({}, { message: "feat: begin\n\nWith a body." });
  const base = repository.commit({ a: "1" }, { message: "fix: an\u001b[2J end" });
  repository.git("checkout", "--quiet", "-b", "topic");
  const topic = repository.commit({ b: "1" }, { message: "docs: say it" });
  repository.git("checkout", "--quiet", "main");
  repository.git("merge", "--quiet", "--no-ff", "--message", "Merge topic", "topic");
  const merged = repository.git("rev-parse", "HEAD").trim();

  await using workspaces = gitWorkspaces({
    dataDir: data.path,
    log: createLog({ level: "silent", name: "test" }),
  });
  const source = { url: repository.path, authorization: async () => null };
  await using workspace = await workspaces.open("topic", source, base, new AbortController().signal);
  expect(await workspace.subjects(base, 50)).toEqual(["fix: an\u001b[2J end", "feat: begin"]);
  expect(await workspace.subjects(topic, 1)).toEqual(["docs: say it"]);
  expect((await workspace.subjects(merged, 50)).toSorted()).toEqual([
    ...["docs: say it", "feat: begin", "fix: an\u001b[2J end"],
  ]);
});
