// Laying hidden tests over a published change, on real git: in a file that both touch, the hidden test wins.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { CaseRules } from "../../../worker/eval/case.ts";
import type { HiddenOnBase } from "../../../worker/eval/open-case.ts";
import { runHidden } from "../../../worker/eval/run-hidden.ts";
import { DEFAULT_LIMITS, type OpenOptions, type Sandboxes } from "../../../worker/sandboxes/sandbox.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import type { Workspace, Workspaces } from "../../../worker/workspace/workspace.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";
import { type MemorySandbox, memorySandbox } from "../../support/memory-sandbox.ts";

const { signal } = new AbortController();

const plain = (path: string) => ({ path, content: Buffer.from("x"), executable: false });

describe("laying hidden tests over a tree", () => {
  const data = temporaryFolder();
  const repository = emptyRepository();
  let workspaces: Workspaces;
  let workspace: Workspace;
  beforeAll(async () => {
    workspaces = gitWorkspaces({ dataDir: data.path, log: createLog({ level: "silent", name: "test" }) });
    const sha = repository.commit({ "src.js": "old\n", "test.js": "old test\n" });
    const source = { url: repository.path, authorization: async () => null };
    workspace = await workspaces.open("local/case", source, sha, signal);
  });
  afterAll(async () => {
    await workspaces[Symbol.asyncDispose]();
    repository[Symbol.dispose]();
    data[Symbol.dispose]();
  });

  const patchOf = async (files: Record<string, string | null>) => {
    const applied = await workspace.apply(repository.patch(files));
    if (applied.kind !== "applied") throw new Error(JSON.stringify(applied.fault));
    return applied.patch;
  };
  const run = async (hidden: HiddenOnBase, change: Record<string, string | null> | null) => {
    const opened: OpenOptions[] = [];
    const sandbox: MemorySandbox = memorySandbox();
    const unused = () => Promise.reject(new Error("not asked for"));
    const sandboxes: Sandboxes = {
      open: async (options) => {
        opened.push(options);
        return sandbox;
      },
      seekLayer: unused,
      reap: unused,
      inspect: unused,
      [Symbol.asyncDispose]: async () => undefined,
    };
    const rules = CaseRules.parse({ check: "make hidden", minutes: 2 });
    const place = {
      evalCase: { rules },
      runId: "eval-1",
      signal,
      ports: { sandboxes, settings: { limits: DEFAULT_LIMITS } },
    };
    const project = { image: "node", read: () => ({ diagnostics: [], tests: null }), runnerOf: () => null };
    const ground = { workspace, project, layer: null, hidden };
    const result = await runHidden(place, ground, change === null ? null : await patchOf(change));
    return { result, opened, files: [...sandbox.files.keys()], commands: sandbox.commands };
  };

  it("runs the case's check in a fresh sandbox without network, with the files of the case in it", async () => {
    const hidden: HiddenOnBase = { kind: "files", files: [plain("test/hidden.js")] };
    const { result, opened, files, commands } = await run(hidden, null);
    expect(opened).toMatchObject([{ image: "node", patch: null, egress: null, purpose: "verify" }]);
    expect(files).toEqual(["test/hidden.js"]);
    expect(commands).toMatchObject([{ line: "make hidden", timeoutMs: 120_000 }]);
    expect(result).toMatchObject({ kind: "ran", result: { ending: "passed", exitStatus: 0 } });
  });

  it("makes a hidden script executable before the check runs it", async () => {
    const hidden: HiddenOnBase = { kind: "files", files: [{ ...plain("test/it's.sh"), executable: true }] };
    const lines = (await run(hidden, null)).commands.map(({ line }) => line);
    expect(lines).toEqual([`chmod +x -- 'test/it'\\''s.sh'`, "make hidden"]);
  });

  it("lets a hidden patch win over the change where both touch a file, and keeps the rest of the change", async () => {
    const hidden: HiddenOnBase = {
      kind: "patch",
      patch: await patchOf({ "test.js": "hidden test\n", "more.js": "m\n" }),
    };
    const { opened } = await run(hidden, {
      "src.js": "new\n",
      "test.js": "weakened\n",
      "more.js": "theirs\n",
    });
    const patch = opened[0]?.patch;
    const together = await patchOf({ "src.js": "new\n", "test.js": "hidden test\n", "more.js": "m\n" });
    expect(patch).toEqual(together.diff);
  });

  it("reports a hidden file that cannot be written", async () => {
    const hidden: HiddenOnBase = { kind: "files", files: [plain("../out.js")] };
    const sandboxSaid = "../out.js leads out of the repository.";
    expect((await run(hidden, { "src.js": "new\n" })).result).toEqual({
      kind: "not-laid",
      fault: { kind: "file", sandboxSaid },
    });
  });

  it("reports a hidden patch that does not fit, because the change has a file where the patch needs a folder", async () => {
    const hidden: HiddenOnBase = { kind: "patch", patch: await patchOf({ "deep/test.js": "hidden\n" }) };
    const { result, opened } = await run(hidden, { deep: "in the way\n" });
    expect(result).toEqual({
      kind: "not-laid",
      fault: { kind: "patch", fault: { kind: "git-refused", gitSaid: expect.stringMatching(/deep/) } },
    });
    expect(opened).toEqual([]);
  });
});
