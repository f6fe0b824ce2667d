// Reading a case from its folder: what a case may hold, and the fault of each folder that is none.
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

  it("reads the issue, the repository, the hidden tests and the rules", async () => {
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

  it("accepts a repository on this machine, and hidden tests as a patch", async () => {
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
        hidden: { kind: "patch", diff: Buffer.from("diff --git a/a b/a\n") },
      },
    });
  });

  it("has another digest after every change, and the same one after a move", async () => {
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

  it("keeps which hidden files are executable, and has another digest when that changes", async () => {
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

  it.each<[string, Parameters<typeof read>[0], object, Parameters<typeof read>[1]?]>([
    ["no issue", { "issue.md": null }, { kind: "missing", name: "issue.md" }],
    ["an empty issue", { "issue.md": " \n" }, { kind: "empty-file", name: "issue.md" }],
    [
      "an issue that is too long",
      { "issue.md": "x".repeat(65 * 1024) },
      { kind: "file-too-large", name: "issue.md", bytes: 66_560, maxBytes: 65_536 },
    ],
    [
      "an issue that is a link out of the folder",
      { "issue.md": null },
      { kind: "no-regular-file", name: "issue.md" },
      { after: (folder) => symlinkSync("/etc/hostname", join(folder, "issue.md")) },
    ],
    ["no case.yml", { "case.yml": null }, { kind: "missing", name: "case.yml" }],
    [
      "a setting nobody knows",
      { "case.yml": "check: x\ntimeout: 3\n" },
      {
        kind: "settings-invalid",
        name: "case.yml",
        faults: [
          {
            kind: "unknown-setting",
            line: 2,
            name: "timeout",
            path: [],
            known: ["check", "minutes", "image", "failBefore", "keepPassing"],
          },
        ],
      },
    ],
    [
      "no check",
      { "case.yml": "minutes: 3\n" },
      {
        kind: "settings-invalid",
        name: "case.yml",
        faults: [{ kind: "wrong-value", line: 1, path: ["check"] }],
      },
    ],
    ["no repository", { "repository.bundle": null }, { kind: "no-repository" }],
    ["two repositories", { "repository.json": "{}" }, { kind: "two-repositories" }],
    [
      "a commit that is none",
      { "repository.bundle": null, "repository.json": `{ "path": "x", "commit": "main" }` },
      {
        kind: "settings-invalid",
        name: "repository.json",
        faults: [{ kind: "wrong-value", line: 1, path: ["commit"] }],
      },
    ],
    [
      "a bundle that leads git elsewhere",
      { "repository.bundle": "gitdir: /srv/secret.git\n" },
      { kind: "no-bundle" },
    ],
    [
      "an enormous bundle",
      {},
      { kind: "file-too-large", name: "repository.bundle", bytes: 1024 ** 3, maxBytes: 512 * 1024 ** 2 },
      { after: (folder) => truncateSync(join(folder, "repository.bundle"), 1024 ** 3) },
    ],
    ["no hidden tests", { "hidden/test/hidden.test.js": null }, { kind: "no-hidden-tests" }],
    ["both kinds of hidden tests", { "hidden.patch": "x" }, { kind: "two-kinds-of-hidden-tests" }],
    [
      "a hidden folder that is a link",
      { "hidden/test/hidden.test.js": null },
      { kind: "no-folder", name: "hidden" },
      { after: (folder) => symlinkSync("/etc", join(folder, "hidden")) },
    ],
    [
      "a hidden file that is a link",
      {},
      { kind: "no-regular-file", name: "hidden/passwd" },
      { after: (folder) => symlinkSync("/etc/passwd", join(folder, "hidden/passwd")) },
    ],
    [
      "a hidden file of git's own",
      { "hidden/.git/config": "x" },
      { kind: "file-of-git", path: "hidden/.git" },
    ],
    [
      "too many hidden files",
      { "hidden/a": "", "hidden/b": "" },
      { kind: "hidden-too-many", maxFiles: 2 },
      { caps: { hiddenFiles: 2 } },
    ],
    [
      "hidden files that are too large",
      { "hidden/a": "x".repeat(2000) },
      { kind: "hidden-too-large", maxBytes: 1000 },
      { caps: { hiddenBytes: 1000 } },
    ],
  ])("names what is wrong with a case of %s", async (_what, files, fault, more = {}) => {
    const reading = await read(files, more);
    expect(reading).toMatchObject({ kind: "broken", fault });
  });
});
