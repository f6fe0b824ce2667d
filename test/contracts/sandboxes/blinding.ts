// What code in one arm of a measurement may see of which arm it is: nothing but the files themselves.
import { describe, expect, it } from "@jest/globals";
import type { Sandbox } from "../../../worker/sandboxes/sandbox.ts";
import { type OpenSandboxes, run, useWorld } from "./world.ts";

const AT = 1_700_000_000;
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
    const world = useWorld(open, files, { share: "shared" });

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
        `The repository|agent|agent@localhost|${AT}|agent|agent@localhost|${AT}| (HEAD -> main)|\n`,
        "1\n0\n* main\n",
        "",
        expect.stringContaining("H\n[core]"),
      ]);
    });
  });
}
