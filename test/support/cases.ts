// Cases for `issuewright eval` in a folder of their own: the samples of test/fixtures/cases, and others made for a test.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { emptyRepository, temporaryFolder } from "./git.ts";
import { bareProject } from "./script.ts";

const SAMPLES = join(import.meta.dirname, "../fixtures/cases");

export type Cases = Disposable & {
  path: string;
  /** Files of a case whose repository is one on this machine, with newer commits. */
  local: Record<string, string | null>;
  /** The sample of that name, with its repository. */
  sample(name: string): string;
  /** A whole case of the given files over a sound one; null leaves one out. Returns its folder. */
  add(name: string, files?: Record<string, string | Uint8Array | null>): string;
};

const sound = {
  "issue.md": "# sum([]) throws\n\nIt should be 0.\n",
  "case.yml": "check: node --test test/hidden.test.js\n",
  "hidden/test/hidden.test.js": `import { test } from "node:test"; test("it", () => { throw new Error("no"); });\n`,
};

export function someCases(): Cases {
  const folder = temporaryFolder();
  const repository = emptyRepository();
  const commit = repository.commit(bareProject);
  const bundle = join(folder.path, ".repository.bundle");
  repository.git("bundle", "create", "--quiet", bundle, "HEAD", "main");
  // What comes later is in no case.
  repository.commit({ "later.txt": "later" });
  const close = () => {
    repository[Symbol.dispose]();
    folder[Symbol.dispose]();
  };
  const path = (name: string) => join(folder.path, name);
  return {
    path: folder.path,
    [Symbol.dispose]: close,
    local: {
      "repository.bundle": null,
      "repository.json": JSON.stringify({ path: relative(path("any"), repository.path), commit }),
    },
    sample: (name) => {
      cpSync(join(SAMPLES, name), path(name), { recursive: true });
      cpSync(bundle, join(path(name), "repository.bundle"));
      return path(name);
    },
    add: (name, files = {}) => {
      mkdirSync(path(name));
      if (!("repository.bundle" in files)) cpSync(bundle, join(path(name), "repository.bundle"));
      for (const [file, content] of Object.entries({ ...sound, ...files })) {
        if (content === null) continue;
        mkdirSync(dirname(join(path(name), file)), { recursive: true });
        writeFileSync(join(path(name), file), content);
      }
      return path(name);
    },
  };
}
