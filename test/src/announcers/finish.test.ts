// The one way a run ends, for a run that never began: told to everybody, kept nowhere.
import { describe, expect, it } from "@jest/globals";
import type { Announcer } from "../../../src/announcers/announcer.ts";
import { finish } from "../../../src/announcers/finish.ts";
import type { Ended } from "../../../src/domain/ended.ts";
import { createLog } from "../../../src/log.ts";
import { openWorld } from "../../support/ports/world.ts";

const neverBegan: Ended = {
  kind: "never-began",
  issue: { repository: { owner: "octo", name: "duration" }, number: 1 },
  stop: { by: { kind: "person", login: "ada" }, because: { kind: "label-removed" } },
};
const log = createLog({ level: "silent", name: "test" });
const unreachable: Announcer = {
  name: "another",
  announce: async () => {
    throw new Error("nobody answers");
  },
};

describe("a run that never began", () => {
  it("is told in a notice, and leaves the comment, the labels and the ledger as they are", async () => {
    const { ports, issue, ledger, labels } = openWorld();
    const before = labels();
    expect(await finish(neverBegan, { announcers: ports.announcers, ledger, log })).toEqual([]);
    expect([...issue.ours.keys()]).toEqual(["notice"]);
    expect(issue.ours.get("notice")).toContain(
      "`ada` cancelled the queued run: the label was removed. Nothing was spent.",
    );
    expect([labels(), ledger.all]).toEqual([before, []]);
  });

  it("names those who could not be told", async () => {
    expect(await finish(neverBegan, { announcers: [unreachable], ledger: null, log })).toEqual(["another"]);
  });
});
