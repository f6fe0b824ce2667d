// What keeps a run from beginning where it was told to, each as one clear sentence, before anything is spent.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { beginIn, placeFaults, type RunPlace } from "../../../bin/run/place.ts";
import { localIssue } from "../../../worker/run/local.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

describe("the place of a run", () => {
  const folder = temporaryFolder();
  const repository = emptyRepository();
  const at = (name: string) => join(folder.path, name);
  beforeAll(() => {
    repository.commit({ "a.txt": "one\n" });
    writeFileSync(at("issue.md"), "Mend it\n");
    writeFileSync(at("blank.md"), "\uFEFF \n\t\n");
  });
  afterAll(() => {
    repository[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  const place = (part: Partial<RunPlace> = {}): RunPlace => ({
    ...{ repository: repository.path, issueFile: at("issue.md"), base: null, out: at("out") },
    ...part,
  });
  const faults = (part: Partial<RunPlace>) => placeFaults(place(part), localIssue("clock").repository);

  it("has no fault where issue, repository and folder are there", async () => {
    expect(await faults({})).toEqual([]);
  });

  it.each<[string, () => Partial<RunPlace>, RegExp]>([
    [
      "a folder that is no git repository",
      () => ({ repository: folder.path }),
      /^Could not read the repository .*: it is not a git repository\. Give the path of a git repository, or a URL/,
    ],
    [
      "an issue file that is not there",
      () => ({ issueFile: "/nowhere.md" }),
      /^Could not read the issue \/nowhere\.md: there is no such file\. Name a markdown file/,
    ],
    [
      "an issue that is a folder",
      () => ({ issueFile: folder.path }),
      /^Could not read the issue .*: it is a folder\./,
    ],
    [
      "an issue that is a device",
      () => ({ issueFile: "/dev/null" }),
      /^Could not read the issue \/dev\/null: it is a device or a pipe, not a file\./,
    ],
    [
      "an issue of blanks",
      () => ({ issueFile: at("blank.md") }),
      /^Could not read the issue .*blank\.md: it is empty\./,
    ],
    [
      "an --out that is a file",
      () => ({ out: "/etc/passwd" }),
      /^Could not write to \/etc\/passwd: it is not a folder\. Name another folder with --out$/,
    ],
    [
      "a base that is not there",
      () => ({ base: "nonsense" }),
      /^Could not find the base nonsense in .*: it has no branch, tag or commit of that name\. Name an existing one with --base/,
    ],
  ])("has a fault: %s", async (_what, part, sentence) => {
    expect(await faults(part())).toEqual([expect.stringMatching(sentence)]);
  });

  it("cannot be made ready below a file", async () => {
    await expect(beginIn(place({ out: "/etc/passwd/out" }))).rejects.toThrow(
      /^Could not write to \/etc\/passwd\/out: .*ENOTDIR.*\. Name another folder with --out$/,
    );
  });
});
