// A folder keeps checkpoints privately, whole or not at all.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { dropOldCheckpoints, folderCheckpoints } from "../../../worker/run/checkpoints.ts";
import { temporaryFolder } from "../../support/git.ts";

describe("checkpoints in a folder", () => {
  it("are read back as they were written last, each run for itself, and dropped together", async () => {
    using folder = temporaryFolder();
    const checkpoints = folderCheckpoints(folder.path);
    await checkpoints.write("r-1", "work", "old");
    await checkpoints.write("r-1", "work", "new");
    await checkpoints.write("r-2", "work", "other");
    const read = () => Promise.all(["r-1", "r-2", "r-3"].map((runId) => checkpoints.read(runId, "work")));
    expect(await read()).toEqual(["new", "other", null]);
    await checkpoints.drop("r-1");
    expect(await read()).toEqual([null, "other", null]);
  });

  it("go after a month that nobody came back for them", async () => {
    using folder = temporaryFolder();
    const checkpoints = folderCheckpoints(folder.path);
    expect(await dropOldCheckpoints(folder.path, Date.now())).toBe(0);
    await checkpoints.write("r-1", "work", "{}");
    const day = 24 * 60 * 60_000;
    expect(await dropOldCheckpoints(folder.path, Date.now() + 29 * day)).toBe(0);
    expect(await dropOldCheckpoints(folder.path, Date.now() + 31 * day)).toBe(1);
    expect(await checkpoints.read("r-1", "work")).toBeNull();
  });

  it("are for their owner alone", async () => {
    using folder = temporaryFolder();
    await folderCheckpoints(folder.path).write("../r/1", "spent", "{}");
    const [run = ""] = readdirSync(join(folder.path, "checkpoints"));
    const mode = (path: string) =>
      (statSync(join(folder.path, "checkpoints", path)).mode & 0o777).toString(8);
    expect([run, mode("."), mode(run), mode(`${run}/spent.json`)]).toEqual(["___r_1", "700", "700", "600"]);
  });
});
