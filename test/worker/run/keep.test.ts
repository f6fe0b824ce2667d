// A folder keeps what the port to kept work promises.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderKeep } from "../../../worker/run/keep.ts";
import { describeKeep } from "../../contracts/keep.ts";
import { temporaryFolder } from "../../support/git.ts";

describeKeep("A folder", () => {
  const folder = temporaryFolder();
  return {
    ...{ ...folder, keep: folderKeep(folder.path) },
    read: (name) => readFileSync(join(folder.path, name), "utf8"),
  };
});
