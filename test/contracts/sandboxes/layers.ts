// What set-up leaves for the sandboxes after it. One set-up serves all tests, as it serves all sandboxes of a run.
import { describe, expect, it } from "@jest/globals";
import { SandboxError } from "../../../src/domain/errors.ts";
import type { Layer, Sandbox } from "../../../worker/sandboxes/sandbox.ts";
import { openOptions } from "../../support/trees.ts";
import { type OpenSandboxes, run, useWorld } from "./world.ts";

const LIMIT = { maxBytes: 1024 ** 2 };
const INSTALL = `set -e
mkdir -p node_modules/.bin ~/.cache
echo tool >node_modules/.bin/tool; chmod 600 node_modules/.bin/tool; echo cached >~/.cache/x
echo changed >lock.json; rm a.txt; mkdir 'odd [x]*'; echo 1 >'odd [x]*/new'; echo 2 >'#x'
git config core.hooksPath /repo/hooks; rm .git/HEAD`;

export function describeLayers(open: OpenSandboxes): void {
  describe("layers", () => {
    const world = useWorld(open, { "a.txt": "one\n", "lock.json": "{}\n" }, { share: "none" });
    let made: Promise<{ maker: Sandbox; layer: Layer }> | null = null;
    const setUp = () => {
      made ??= make();
      return made;
    };

    async function make(): Promise<{ maker: Sandbox; layer: Layer }> {
      const { sandboxes, tree, layerKey } = world();
      const maker = await sandboxes.open(openOptions(tree, { purpose: "setup" }));
      expect(await run(maker, INSTALL)).toMatchObject({ exitStatus: 0, output: "" });
      return { maker, layer: await maker.freeze(layerKey()) };
    }

    it("brings what set-up installed, in the repository and at home, and lets it be changed", async () => {
      const { layer } = await setUp();
      for (const name of ["first", "second"]) {
        const sandbox = await world().another({ layer });
        const line = `cat node_modules/.bin/tool ~/.cache/x && echo ${name} >node_modules/.bin/tool && echo ${name} >node_modules/new`;
        expect(await run(sandbox, line)).toMatchObject({ exitStatus: 0, output: "tool\ncached\n" });
      }
    });

    it("is never taken for somebody's change", async () => {
      const { layer } = await setUp();
      const sandbox = await world().another({ layer });
      expect((await run(sandbox, "cat a.txt lock.json 'odd [x]*/new'")).output).toBe("one\n{}\n1\n");
      expect((await sandbox.patch(LIMIT)).diff).toHaveLength(0);
      await run(sandbox, "echo work >>a.txt && echo mine >'odd x'");
      const patch = Buffer.from((await sandbox.patch(LIMIT)).diff).toString();
      expect(patch.match(/^diff --git .*/gm)).toEqual([
        "diff --git a/a.txt b/a.txt",
        "diff --git a/odd x b/odd x",
      ]);
    });

    it("does not pass on what set-up did to git", async () => {
      const { layer } = await setUp();
      const sandbox = await world().another({ layer });
      const { output } = await run(sandbox, "git config core.hooksPath; git status --short a.txt lock.json");
      expect(output).toBe("");
    });

    it("ends the sandbox it was made of", async () => {
      const { maker } = await setUp();
      await expect(run(maker, "true")).rejects.toThrow(SandboxError);
    });

    it("serves no other commit, where set-up may have read anything", async () => {
      const { layer } = await setUp();
      const tree = { ...world().tree, sha: "0".repeat(40) };
      await expect(world().another({ layer, tree })).rejects.toMatchObject({
        fault: { kind: "layer-of-another-commit" },
      });
    });

    // The last one: it takes the layer away.
    it("serves nobody once it was let go of", async () => {
      const { layer } = await setUp();
      await layer[Symbol.asyncDispose]();
      await expect(world().another({ layer })).rejects.toThrow(SandboxError);
    });
  });
}
