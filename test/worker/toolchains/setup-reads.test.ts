// What set-up reads of a repository: a promise that what it left may serve another commit, so rather none than a wrong one.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, type Rules } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const PACKAGE = `{ "dependencies": { "left-pad": "1.3.0" }, "scripts": { "test": "node --test" } }`;
const withScript = (name: string) => PACKAGE.replace(`"test"`, `"${name}": "node build.js", "test"`);

/** The paths it reads; null: any. */
async function reads(files: Record<string, string>, rules: Rules = NO_RULES): Promise<string[] | null> {
  const project = await recognise(aTree(files), rules);
  if (project === null) throw new Error("it was not recognised");
  const { setupReads } = project;
  return setupReads === null ? null : Object.keys(files).filter((path) => setupReads.test(path));
}

describe("set-up in Node", () => {
  it("reads manifests, lockfiles, settings and patches, also of workspaces", async () => {
    const files = {
      "package.json": PACKAGE,
      "package-lock.json": "{}",
      ".npmrc": "",
      "packages/a/package.json": "{}",
      "patches/left-pad.patch": "",
      ".yarn/releases/yarn-4.cjs": "",
      "src/index.js": "",
      "src/package.json.md": "",
    };
    expect(await reads(files)).toEqual(Object.keys(files).slice(0, 6));
  });

  it.each(["preinstall", "install", "postinstall", "prepare"])(
    "may read anything with a script for %s",
    async (name) => {
      expect(await reads({ "package.json": withScript(name) })).toBeNull();
      expect(
        await reads({ "package.json": PACKAGE, "packages/a/package.json": withScript(name) }),
      ).toBeNull();
    },
  );

  it("may read anything where it compiles, or where a manifest cannot be read", async () => {
    expect(await reads({ "package.json": PACKAGE, "binding.gyp": "" })).toBeNull();
    expect(await reads({ "package.json": PACKAGE, "packages/a/package.json": "{" })).toBeNull();
  });
});

describe("set-up elsewhere", () => {
  it("reads manifests in Go and Rust", async () => {
    expect(await reads({ "go.mod": "require x v1\n", "go.sum": "", "main.go": "" })).toEqual([
      "go.mod",
      "go.sum",
    ]);
    const rust = {
      "Cargo.toml": "[dependencies]\nx = '1'\n",
      "a/Cargo.toml": "",
      ".cargo/config.toml": "",
      "src/lib.rs": "",
    };
    expect(await reads(rust)).toEqual(["Cargo.toml", "a/Cargo.toml", ".cargo/config.toml"]);
  });

  it("reads requirements in Python, and may read anything where the project itself is installed", async () => {
    const files = {
      "requirements.txt": "pytest\n",
      "requirements/dev.in": "",
      "a/constraints.txt": "",
      "test_a.py": "",
    };
    expect(await reads(files)).toEqual(["requirements.txt", "requirements/dev.in", "a/constraints.txt"]);
    expect(await reads({ ...files, "requirements.txt": "pytest\n-e ./part\n" })).toBeNull();
    expect(await reads({ ...files, "setup.py": "" })).toBeNull();
    expect(await reads({ ...files, "pyproject.toml": "[project]\nname = 'a'\n" })).toBeNull();
    expect(await reads({ ...files, "poetry.lock": "", "pyproject.toml": "[tool.poetry]\n" })).toBeNull();
  });

  it("may read anything in Java, which compiles", async () => {
    expect(await reads({ "pom.xml": "<project/>", "src/test/java/A.java": "" })).toBeNull();
  });
});

describe("set-up that the rules name", () => {
  const named = (...setup: string[]) => reads({ "package.json": PACKAGE }, { ...NO_RULES, setup });

  it("reads no more where it only installs", async () => {
    expect(await named("npm ci")).toEqual(["package.json"]);
    expect(await named("npm ci --no-audit --omit=optional", "pnpm install --frozen-lockfile")).toEqual([
      "package.json",
    ]);
  });

  it("may read anything where it does anything else", async () => {
    expect(await named("npm ci && npm run build")).toBeNull();
    expect(await named("npm ci", "make deps")).toBeNull();
    expect(await named("npm ci --script-shell=$(pwd)/x")).toBeNull();
  });
});
