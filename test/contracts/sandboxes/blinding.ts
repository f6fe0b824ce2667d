// What code in one arm of a measurement may see of which arm it is: nothing but the files themselves.
import { describe, expect, it } from "@jest/globals";
import type { Sandbox } from "../../../worker/sandboxes/sandbox.ts";
import { aClone } from "../../support/trees.ts";
import { type OpenSandboxes, run, useWorld } from "./world.ts";

const AT = 1_700_000_000;
/** A commit without files, which only carries a tag: its id is the same everywhere. */
const TAGGED = "051a1dea2b368c338070058e2a2ead3e42fb65c5";
const blinding = { at: AT, paths: ["src/sum.js", "src/deep/new.js", "test/sum.test.js", "gone.txt"] };

const CODE = `diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-gone
diff --git a/src/deep/new.js b/src/deep/new.js
new file mode 100755
--- /dev/null
+++ b/src/deep/new.js
@@ -0,0 +1 @@
+deep
diff --git a/src/sum.js b/src/sum.js
--- a/src/sum.js
+++ b/src/sum.js
@@ -1 +1 @@
-old
+new
`;
const TESTS = `diff --git a/test/sum.test.js b/test/sum.test.js
--- a/test/sum.test.js
+++ b/test/sum.test.js
@@ -1 +1,2 @@
 old test
+new test
`;

/** Makes a submodule, a folder of a file, a file of a folder, and a link of a folder. */
const KINDS = `diff --git a/nested b/nested
new file mode 160000
--- /dev/null
+++ b/nested
@@ -0,0 +1 @@
+Subproject commit a8faf54b5be5a8faf54b5be5a8faf54b5be5a8fa
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-gone
diff --git a/gone.txt/now b/gone.txt/now
new file mode 100644
--- /dev/null
+++ b/gone.txt/now
@@ -0,0 +1 @@
+a folder
diff --git a/src/sum.js b/src/sum.js
deleted file mode 100644
--- a/src/sum.js
+++ /dev/null
@@ -1 +0,0 @@
-old
diff --git a/src b/src
new file mode 100644
--- /dev/null
+++ b/src
@@ -0,0 +1 @@
+a file
diff --git a/test/sum.test.js b/test/sum.test.js
deleted file mode 100644
--- a/test/sum.test.js
+++ /dev/null
@@ -1 +0,0 @@
-old test
diff --git a/linked/sum.test.js b/linked/sum.test.js
new file mode 100644
--- /dev/null
+++ b/linked/sum.test.js
@@ -0,0 +1 @@
+old test
diff --git a/test b/test
new file mode 120000
--- /dev/null
+++ b/test
@@ -0,0 +1 @@
+linked
\\ No newline at end of file
`;

/** Each prints the same in every arm, besides ids that are other ones in every sandbox. */
const LOOKS = [
  // First, because git itself changes its folder.
  "find . -path ./.git/objects -prune -o -path ./src/deep -prune -o ! -name gone.txt -printf '%p %y %T@ %n\\n' | sort",
  "git log --all --format='%s|%an|%ae|%at|%cn|%ce|%ct|%d|%P'",
  "git rev-list --all --count; ls .git | grep -c logs; git stash list; git remote; git branch --all",
  "git status --porcelain --ignored; git diff HEAD; git diff --cached HEAD",
  "git ls-files -v | cut -c1 | sort -u; cat .git/config .git/info/exclude .git/HEAD; git fsck --unreachable --strict",
  "find /tmp $HOME -mindepth 1; ls -A / /mirror 2>&1",
  "env | sort; hostname; tr '\\0' ' ' </proc/1/cmdline; id -un; pwd",
  "cat /proc/self/mountinfo | cut -d' ' -f5-6 | sort",
];

export function describeBlinding(open: OpenSandboxes): void {
  describe("blinding", () => {
    const files = {
      "src/sum.js": "old\n",
      "test/sum.test.js": "old test\n",
      "gone.txt": "gone\n",
      "tracked.log": "ignored, and in the commit\n",
      ".gitignore": "*.log\nnode_modules/\n",
      "odd [x]*/ü": "odd\n",
    };
    const world = useWorld(open, files, { share: "shared", trees: aClone });

    async function looks(sandbox: Sandbox): Promise<string[]> {
      const seen: string[] = [];
      for (const line of LOOKS) seen.push((await run(sandbox, line)).output);
      return seen;
    }

    it("makes base, head and their tests look the same from inside", async () => {
      const patches = ["", CODE, TESTS, CODE + TESTS].map((patch) => Buffer.from(patch));
      const arms = await Promise.all(patches.map((patch) => world().another({ patch, blinding })));
      const [base = [], ...others] = await Promise.all(arms.map(looks));
      for (const other of others) expect(other).toEqual(base);
      expect(base.slice(1, 5)).toEqual([
        [
          "The repository|agent|agent@localhost|1893456000|agent|agent@localhost|1893456000| (tag: v1.0.0)|",
          `The repository|agent|agent@localhost|${AT}|agent|agent@localhost|${AT}| (HEAD -> main, tag: nightly, origin/main, origin/HEAD)|${TAGGED}`,
          "",
        ].join("\n"),
        "2\n0\norigin\n* main\n  remotes/origin/HEAD -> origin/main\n  remotes/origin/main\n",
        "",
        expect.stringContaining("H\n[core]"),
      ]);
    });

    it("commits what is there where a patch makes something else of a path", async () => {
      const sandbox = await world().another({ patch: Buffer.from(KINDS), blinding });
      const line = `git ls-files --stage -z | tr '\\0' '\\n' | sed 's/ .*\\t/ /'; git status --porcelain`;
      expect((await run(sandbox, line)).output.split("\n")).toEqual([
        "100644 .gitignore",
        "100644 gone.txt/now",
        "100644 linked/sum.test.js",
        "100644 odd [x]*/ü",
        "100644 src",
        "120000 test",
        "100644 tracked.log",
        "",
      ]);
    });
  });
}
