// What runs in memory stand on keeps the promises of the ports, as the real adapters do.

import { describe } from "@jest/globals";
import { NO_DIFF } from "../../../src/domain/patch.ts";
import { describeGitHub } from "../../contracts/github.ts";
import { describeKeep } from "../../contracts/keep.ts";
import { describeLedger } from "../../contracts/ledger.ts";
import { describeModels } from "../../contracts/models.ts";
import { describeBasics } from "../../contracts/sandboxes/basics.ts";
import { usePlace } from "../../contracts/sandboxes/world.ts";
import { describeWorkspaces } from "../../contracts/workspaces.ts";
import { fakeKeep } from "./keep.ts";
import { fakeLedger } from "./ledger.ts";
import { fakeModels } from "./models.ts";
import { fakeRepository, treeSha } from "./repository.ts";
import { fakeSandboxes, type Machine } from "./sandboxes.ts";
import { fakeWorkspaces } from "./workspaces.ts";
import { openWorld } from "./world.ts";

const nothing = async () => undefined;

describeGitHub("GitHub in memory", async () => {
  const world = openWorld({ files: { "README.md": "# Clock\n" } });
  Object.assign(world.issue, { title: "Seconds are lost", body: "Whole ones.", author: "eve" });
  const issue = { repository: { owner: "octo", name: "duration" }, number: 1 };
  return {
    ...{ github: world.ports.github, issue },
    written: async () => [...world.issue.ours.values()],
    checks: async () =>
      [...world.github.checks.values()].map(({ conclusion, title, summary, text }) =>
        [conclusion, title, summary, text].join("\n"),
      ),
    publication: async () => {
      const base = world.repository.commit(world.repository.branches.get("main") ?? "");
      const tree = new Map([...base.tree, ["src/new.ts", "export {};\n"]]);
      return {
        ...{ issue, branch: "issuewright/1-seconds-are-lost", into: "main", revises: null },
        head: null,
        parents: [base.sha],
        ...{ baseTreeSha: treeSha(base.tree), treeSha: treeSha(tree), diff: NO_DIFF },
        files: [{ path: "src/new.ts", mode: "100644", content: Buffer.from("export {};\n") }],
        ...{
          message: "Keep seconds",
          draft: true,
          textFor: async () => ({ title: "Keep seconds", body: "All of them." }),
        },
      };
    },
    [Symbol.asyncDispose]: nothing,
  };
});

describeWorkspaces("A repository in memory", async () => {
  const repository = fakeRepository();
  const workspaces = fakeWorkspaces(() => repository);
  const source = { url: "https://memory.test/octo/small", authorization: async () => null };
  return {
    commit: (files, message) => repository.push("main", files, message),
    open: (sha) => workspaces.open("octo/small", source, sha, new AbortController().signal),
    [Symbol.asyncDispose]: nothing,
  };
});

describe("A sandbox in memory", () => {
  const repository = fakeRepository();
  const treeOf = (sha: string) => repository.commit(sha).tree;
  const open = usePlace(() => fakeSandboxes({ treeOf, machine: putBack, images: ["base"] }));
  /** What the contract runs between tests: the files are those of the tree again. */
  const putBack: Machine = (_command, files, { tree }) => {
    files.clear();
    for (const [path, content] of treeOf(tree.sha)) files.set(path, content);
    return {};
  };
  describeBasics(open, async (files) => {
    const texts = Object.entries(files).map(([path, content]) => [path, Buffer.from(content).toString()]);
    const sha = repository.push("main", Object.fromEntries(texts));
    return { tree: { sha, checkout: "memory:", mirror: "memory:" }, [Symbol.asyncDispose]: nothing };
  });
});

describeKeep("Memory", () => {
  const keep = fakeKeep();
  return { keep, read: (name) => keep.files.get(name) ?? "", [Symbol.dispose]: () => undefined };
});

describeLedger("Memory", async () => ({ ledger: fakeLedger(), [Symbol.asyncDispose]: nothing }));

describeModels("A script in memory", async (script) => ({
  models: fakeModels({ script }),
  [Symbol.asyncDispose]: nothing,
}));
