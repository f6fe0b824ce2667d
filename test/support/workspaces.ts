// Views of small repositories, as a run has them, for tests that need no sandbox.
import { afterAll, beforeAll } from "@jest/globals";
import { createLog } from "../../src/log.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";
import type { Workspace, Workspaces } from "../../worker/workspace/workspace.ts";
import { type Repository, temporaryFolder } from "./git.ts";

/** Sets the hooks of the block or file it is called in. */
export function useWorkspaces(): { open(repository: Repository, sha: string): Promise<Workspace> } {
  let data: ReturnType<typeof temporaryFolder>;
  let workspaces: Workspaces;
  beforeAll(() => {
    data = temporaryFolder();
    workspaces = gitWorkspaces({ dataDir: data.path, log: createLog({ level: "silent", name: "test" }) });
  });
  afterAll(async () => {
    await workspaces[Symbol.asyncDispose]();
    data[Symbol.dispose]();
  });
  return {
    open: (repository, sha) => {
      const source = { url: repository.path, authorization: async () => null };
      return workspaces.open("octo/small", source, sha, new AbortController().signal);
    },
  };
}
