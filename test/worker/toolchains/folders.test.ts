// Projects that stand in folders of a repository: what is checked, how, and what is left out.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree, recognised } from "./told.ts";

const web = {
  "web/package.json": '{"scripts":{"test":"node --test"},"devDependencies":{"x":"1"}}',
  "web/src/a.js": "",
  "web/test/a.test.js": "",
};
const admin = {
  "admin/package.json": '{"scripts":{"test":"node --test"}}',
  "admin/test/b.test.js": "",
};
const api = {
  "api/pyproject.toml": "[project]\nname = 'api'\n",
  "api/tests/test_a.py": "",
};

const IN_WEB = "(cd web && { CI=true NODE_OPTIONS=--test-reporter=tap npm test; })";
const uncheckedIn = async (files: Record<string, string>) =>
  (await recognise(aTree(files), NO_RULES))?.unchecked;

describe("a repository without a manifest in its root", () => {
  it("is checked in the one folder that has one", async () => {
    expect(await recognised(aTree(web))).toEqual({
      toolchain: "node",
      image: "node",
      setup: ["(cd web && { npm install --no-package-lock --no-audit --no-fund; })"],
      checks: { test: `test: ${IN_WEB}` },
    });
  });

  it("is checked in all folders that need the same image, each check named after its folder", async () => {
    const project = await recognised(aTree({ ...web, ...admin }));
    expect(project?.checks).toEqual({
      "test in admin": "test: (cd admin && { CI=true NODE_OPTIONS=--test-reporter=tap npm test; })",
      "test in web": `test: ${IN_WEB}`,
    });
  });

  it("names the folders that need another image", async () => {
    const files = { ...web, ...admin, ...api };
    expect(Object.keys((await recognised(aTree(files)))?.checks ?? {})).toEqual([
      "test in admin",
      "test in web",
    ]);
    expect(await uncheckedIn(files)).toEqual([{ folder: "api", toolchain: "python" }]);
  });

  it("takes no folder for a project that only tests, examples or packages of others stand in", async () => {
    for (const folder of [
      "test/fixtures/web",
      "examples/web",
      "node_modules/web",
      "vendor/web",
      "t/web",
      ".github/web",
    ]) {
      const files = Object.entries(web).map(([path, text]) => [path.replace("web", folder), text]);
      expect(await recognised(aTree(Object.fromEntries(files)))).toEqual(null);
    }
  });

  it("is checked as its rules say, and then nothing is left out", async () => {
    const rules = Rules.parse({ checks: [{ name: "all", run: "make all" }] });
    const project = await recognise(aTree({ ...web, ...api }), rules);
    expect(project?.checks.map(({ command }) => command)).toEqual(["make all"]);
    expect(project?.unchecked).toEqual([]);
  });
});

describe("a repository whose root has a manifest", () => {
  const root = {
    "package.json": '{"scripts":{"test":"node --test","lint":"eslint ."}}',
    "test/r.test.js": "",
  };

  it("is checked there, and folders that it does not cover are named", async () => {
    expect(Object.keys((await recognised(aTree({ ...root, ...web, ...api })))?.checks ?? {})).toEqual([
      "lint",
      "test",
    ]);
    expect(await uncheckedIn({ ...root, ...web, ...api })).toEqual([
      { folder: "api", toolchain: "python" },
      { folder: "web", toolchain: "node" },
    ]);
  });

  it("covers the packages of its own workspace", async () => {
    const workspace = { "package.json": '{"workspaces":["web"]}' };
    expect(await uncheckedIn({ ...workspace, ...web })).toEqual([]);
  });

  it("is checked together with its folders where it has no tests of its own", async () => {
    const files = { "package.json": '{"scripts":{"lint":"eslint ."}}', ...web };
    expect((await recognised(aTree(files)))?.checks).toEqual({
      lint: "lint: npm run lint",
      test: `test: ${IN_WEB}`,
    });
  });

  it("covers no folder of another kind with CMake", async () => {
    const files = { "CMakeLists.txt": "add_test(NAME a)\n", "a.c": "", ...api };
    expect(await uncheckedIn(files)).toEqual([{ folder: "api", toolchain: "python" }]);
  });

  it("has each folder named that it does not cover, however many there are", async () => {
    const folders = Array.from({ length: 20 }, (_, i) =>
      Object.entries(web).map(([path, text]) => [path.replace("web", `w${i}`), text]),
    );
    expect(await uncheckedIn({ ...root, ...Object.fromEntries(folders.flat()) })).toHaveLength(20);
  });

  it("may call anything by a Makefile, so nothing is said to be left out", async () => {
    expect(await uncheckedIn({ Makefile: "test:\n\tcd web && npm test\n", ...web })).toEqual([]);
  });
});

describe("a project in a folder", () => {
  const project = async () => {
    const found = await recognise(aTree({ ...web, ...admin }), NO_RULES);
    if (found === null) throw new Error("not recognised");
    return found;
  };

  it("is checked alone where a change touches nothing else", async () => {
    const { narrow } = await project();
    expect(narrow([{ path: "web/src/a.js", kind: "modified" }])?.map(({ name }) => name)).toEqual([
      "test in web",
    ]);
    expect(narrow([{ path: "README.txt", kind: "modified" }])).toBe(null);
  });

  it("has its runner known by name, with paths of the repository", async () => {
    const { runnerOf, checks } = await project();
    const [, check] = checks;
    const runner = check === undefined ? null : runnerOf(check);
    expect(runner?.name).toBe("node:test");
    expect(runner?.reporting(IN_WEB, "/tmp/r")?.command).toMatch(
      /^\(cd web && \{ export NODE_OPTIONS=.*\/tmp\/r.*; \}\)$/,
    );
    expect(runner?.only(IN_WEB, ["web/test/a.test.js"])).toBe(
      "(cd web && { CI=true npm test -- test/a.test.js; })",
    );
    expect(runner?.only(IN_WEB, ["admin/test/b.test.js"])).toBe(null);
    const asked = { beside: "web/test/a.test.js", besideText: "", loads: ["web/src/a.js"] };
    const control = runner?.control({ ...asked, negative: "n", positive: "p" });
    expect(control?.path).toMatch(/^web\/test\//);
    expect(control?.content).toContain("../src/a");
  });
});
