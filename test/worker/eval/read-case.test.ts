// What a case may be, and in what words a case is refused that is none. Nothing in it is trusted.
import { chmodSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type CaseCaps, DEFAULT_CASE_CAPS } from "../../../worker/eval/case.ts";
import { readCase } from "../../../worker/eval/read-case.ts";
import { type Cases, someCases } from "../../support/cases.ts";

describe("reading a case", () => {
  let cases: Cases;
  let made = 0;
  beforeAll(() => {
    cases = someCases();
  });
  afterAll(() => cases[Symbol.dispose]());
  const read = async (
    files: Parameters<Cases["add"]>[1],
    { caps = {}, after = () => {} }: { caps?: Partial<CaseCaps>; after?: (folder: string) => void } = {},
  ) => {
    const name = `case-${made++}`;
    after(cases.add(name, files));
    return readCase(cases.path, name, { ...DEFAULT_CASE_CAPS, ...caps });
  };

  it("reads issue, repository, hidden tests and what decides", async () => {
    const folder = cases.sample("empty-sum");
    const reading = await readCase(cases.path, "empty-sum", DEFAULT_CASE_CAPS);
    expect(reading).toEqual({
      kind: "read",
      value: {
        name: "empty-sum",
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        issueFile: join(folder, "issue.md"),
        repository: { kind: "bundle", path: join(folder, "repository.bundle") },
        hidden: {
          kind: "files",
          files: [{ path: "test/hidden-empty.test.js", content: expect.any(Uint8Array), executable: false }],
        },
        rules: {
          check: "node --test test/hidden-empty.test.js",
          minutes: 2,
          failBefore: ["the sum of no numbers at all is 0"],
          keepPassing: ["the sum of one number is that number"],
        },
      },
    });
  });

  it("takes a repository on this machine, and a patch for the hidden tests", async () => {
    const commit = "1".repeat(40);
    const files = {
      "repository.bundle": null,
      "repository.json": JSON.stringify({ path: "../other", commit }),
      "hidden/test/hidden.test.js": null,
      "hidden.patch": "diff --git a/a b/a\n",
    };
    expect(await read(files)).toMatchObject({
      kind: "read",
      value: {
        repository: { kind: "local", path: join(cases.path, "other"), commit },
        hidden: { kind: "patch", text: "diff --git a/a b/a\n" },
      },
    });
  });

  it("notices every change of a case, and not that it was moved", async () => {
    const digests = await Promise.all(
      [{}, {}, { "issue.md": "# Else\n" }, { "hidden/b": "b" }, { "case.yml": "check: 'true'\n" }].map(
        async (files) => {
          const reading = await read(files);
          return reading.kind === "read" ? reading.value.digest : null;
        },
      ),
    );
    expect(digests[1]).toBe(digests[0]);
    expect(new Set(digests).size).toBe(4);
  });

  it("keeps which hidden files are programs, and notices when that changes", async () => {
    const script = { "hidden/check.sh": "true\n" };
    const [plain, program] = await Promise.all(
      [0o644, 0o755].map(async (mode) => {
        const reading = await read(script, { after: (it) => chmodSync(join(it, "hidden/check.sh"), mode) });
        return reading.kind === "read" && reading.value.hidden.kind === "files" ? reading.value : null;
      }),
    );
    const file = { path: "check.sh", executable: true };
    expect(program).toMatchObject({ hidden: { files: [file, { executable: false }] } });
    expect(plain).toMatchObject({ hidden: { files: [{ executable: false }, { executable: false }] } });
    expect(program?.digest).not.toBe(plain?.digest);
  });

  it.each<[string, Parameters<typeof read>[0], RegExp, Parameters<typeof read>[1]?]>([
    ["no issue", { "issue.md": null }, /^issue\.md is missing$/],
    ["an empty issue", { "issue.md": " \n" }, /^issue\.md is empty$/],
    [
      "an issue that is too long",
      { "issue.md": "x".repeat(65 * 1024) },
      /^issue\.md has 66560 bytes; at most 65536 are taken$/,
    ],
    [
      "an issue that is a link out of the folder",
      { "issue.md": null },
      /^issue\.md is not a regular file; links are not followed$/,
      { after: (folder) => symlinkSync("/etc/hostname", join(folder, "issue.md")) },
    ],
    ["no case.yml", { "case.yml": null }, /^case\.yml is missing$/],
    [
      "a setting nobody knows",
      { "case.yml": "check: x\ntimeout: 3\n" },
      /^case\.yml could not be read: line 2, there is no setting `timeout`\. The settings are check, minutes, image, failBefore, keepPassing$/,
    ],
    ["no check", { "case.yml": "minutes: 3\n" }, /^case\.yml could not be read: line 1, `check`: /],
    [
      "no repository",
      { "repository.bundle": null },
      /^it has no repository: put a repository\.bundle there \(`git bundle create repository\.bundle HEAD`\)/,
    ],
    ["two repositories", { "repository.json": "{}" }, /^it has both a repository\.bundle and a repo/],
    [
      "a commit that is none",
      { "repository.bundle": null, "repository.json": `{ "path": "x", "commit": "main" }` },
      /^repository\.json could not be read: line 1, `commit`: must be a full commit id/,
    ],
    [
      "a bundle that leads git elsewhere",
      { "repository.bundle": "gitdir: /srv/secret.git\n" },
      /^repository\.bundle is no bundle of git's$/,
    ],
    [
      "an enormous bundle",
      {},
      /^repository\.bundle has 1073741824 bytes; at most 536870912 are taken$/,
      { after: (folder) => truncateSync(join(folder, "repository.bundle"), 1024 ** 3) },
    ],
    [
      "no hidden tests",
      { "hidden/test/hidden.test.js": null },
      /^it has no hidden tests: put them into a folder `hidden`, or a hidden\.patch beside it$/,
    ],
    ["both kinds of hidden tests", { "hidden.patch": "x" }, /^it has both a folder `hidden` and a hidden/],
    [
      "a hidden folder that is a link",
      { "hidden/test/hidden.test.js": null },
      /^`hidden` is not a folder; links are not followed$/,
      { after: (folder) => symlinkSync("/etc", join(folder, "hidden")) },
    ],
    [
      "a hidden file that is a link",
      {},
      /^hidden\/passwd is not a regular file; links are not followed$/,
      { after: (folder) => symlinkSync("/etc/passwd", join(folder, "hidden/passwd")) },
    ],
    ["a hidden file of git's own", { "hidden/.git/config": "x" }, /^hidden\/\.git would be git's own file$/],
    [
      "too many hidden files",
      { "hidden/a": "", "hidden/b": "" },
      /^`hidden` has more than the 2 files taken$/,
      { caps: { hiddenFiles: 2 } },
    ],
    [
      "hidden files that are too large",
      { "hidden/a": "x".repeat(2000) },
      /^`hidden` is larger than the 1000 bytes taken$/,
      { caps: { hiddenBytes: 1000 } },
    ],
  ])("says what is wrong with a case of %s", async (_what, files, words, more = {}) => {
    const reading = await read(files, more);
    expect(reading.kind === "broken" ? reading.because : reading).toMatch(words);
  });
});
