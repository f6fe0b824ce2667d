// Git keeps what the port to workspaces promises.
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { describeWorkspaces } from "../../contracts/workspaces.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

describeWorkspaces("Git", async () => {
  const [data, repository] = [temporaryFolder(), emptyRepository()];
  const workspaces = gitWorkspaces({
    dataDir: data.path,
    log: createLog({ level: "silent", name: "test" }),
  });
  const source = { url: repository.path, authorization: async () => null };
  return {
    commit: (files, message) => repository.commit(files, { message }),
    open: (sha) => workspaces.open("octo/small", source, sha, new AbortController().signal),
    async [Symbol.asyncDispose]() {
      await workspaces[Symbol.asyncDispose]();
      repository[Symbol.dispose]();
      data[Symbol.dispose]();
    },
  };
});
