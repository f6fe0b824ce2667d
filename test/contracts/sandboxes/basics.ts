// What every sandbox does for a run, by the port alone: no command is run, so that one in memory is held to it, too.
import { describe, expect, it } from "@jest/globals";
import { PermanentError, SandboxError, ToolError } from "../../../src/domain/errors.ts";
import { type OpenSandboxes, type TreeMaker, useWorld } from "./world.ts";

const LIMIT = { maxBytes: 10_000 };
const SEARCH = { path: "", maxMatches: 10, timeoutMs: 100_000 };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

export function describeBasics(open: OpenSandboxes, trees?: TreeMaker): void {
  const files = {
    "readme.md": "hello\n",
    "src/one.js": "const one = 1;\nconst two = 2;\n",
    "src/two.js": "one + two;\n",
    ".gitignore": "ignored/\n",
  };

  describe("by the port alone", () => {
    const world = useWorld(open, files, { share: "shared", trees });

    describe("files, without a command", () => {
      it("reads a file of the commit, byte for byte", async () => {
        expect(text(await world().sandbox.read("src/one.js", LIMIT))).toBe(files["src/one.js"]);
      });

      it("writes what it is given, every byte value, into folders that are not there yet", async () => {
        const bytes = Buffer.from(Array.from({ length: 1024 }, (_, at) => at % 256));
        await world().sandbox.write("new/deep/bytes.bin", bytes);
        expect(Buffer.from(await world().sandbox.read("new/deep/bytes.bin", LIMIT))).toEqual(bytes);
      });

      it("lists a folder by name", async () => {
        const kinds = (await world().sandbox.list("src")).map(({ name, kind, bytes }) => [name, kind, bytes]);
        expect(kinds).toEqual([
          ["one.js", "file", 30],
          ["two.js", "file", 11],
        ]);
      });

      it("finds nothing without an error, at most as much as asked for, and names a broken pattern", async () => {
        const { sandbox } = world();
        expect(await sandbox.search({ ...SEARCH, pattern: "not there" })).toEqual([]);
        expect(await sandbox.search({ ...SEARCH, pattern: "const", path: "src", maxMatches: 1 })).toEqual([
          { path: "src/one.js", line: 1, text: "const one = 1;" },
        ]);
        expect(
          await sandbox.search({ ...SEARCH, pattern: "const", path: "src/one.js", maxMatches: 1 }),
        ).toEqual([{ path: "src/one.js", line: 1, text: "const one = 1;" }]);
        await expect(sandbox.search({ ...SEARCH, pattern: "(" })).rejects.toThrow(ToolError);
      });

      it("refuses every path that leads out, and says what is missing and what is too large", async () => {
        const { sandbox } = world();
        for (const path of ["/etc/passwd", "../etc/passwd", "src/../../etc/passwd"]) {
          await expect(sandbox.read(path, LIMIT)).rejects.toThrow(/leads out of the repository/);
          await expect(sandbox.write(path, Buffer.from("x"))).rejects.toThrow(ToolError);
        }
        await expect(sandbox.read("nothing", LIMIT)).rejects.toThrow(/no such file/);
        await expect(sandbox.list("nothing")).rejects.toThrow(/no such file/);
        await expect(sandbox.read("src/one.js", { maxBytes: 5 })).rejects.toThrow(/larger than/);
      });
    });

    describe("what is outside of the repository, without a command", () => {
      it("is read from one folder alone, and says what is missing", async () => {
        const { sandbox } = world();
        const refused = async (path: string) => sandbox.readOutside(path, LIMIT);
        expect(await refused("/tmp/report")).toEqual({ kind: "refused", reason: "missing" });
        for (const path of ["/etc/passwd", "readme.md", "/repo/readme.md", "tmp/report"])
          expect(await refused(path)).toEqual({ kind: "refused", reason: "not-outside" });
      });
    });

    describe("a change, without a command", () => {
      it("comes out as a patch, without what is ignored or left behind, and goes into another sandbox", async () => {
        const { sandbox, another } = world();
        expect(text((await sandbox.patch(LIMIT)).diff)).toBe("");
        const written = {
          "src/one.js": "const one = 1;\n",
          "src/new.js": "new\n",
          "ignored/x": "x\n",
          "a/made/i.js": "i\n",
          "out/o": "o\n",
        };
        for (const [path, content] of Object.entries(written))
          await sandbox.write(path, Buffer.from(content));
        const { diff: patch } = await sandbox.patch({ ...LIMIT, leavings: ["/out/", "made"] });
        expect(text(patch).match(/^diff --git .*/gm)).toEqual([
          "diff --git a/src/new.js b/src/new.js",
          "diff --git a/src/one.js b/src/one.js",
        ]);
        const second = await another({ patch });
        expect(text(await second.read("src/one.js", LIMIT))).toBe("const one = 1;\n");
        expect(text((await second.patch(LIMIT)).diff)).toBe(text(patch));
        await expect(sandbox.patch({ maxBytes: 10 })).rejects.toThrow(SandboxError);
        await expect(
          sandbox.patch({ ...LIMIT, signal: AbortSignal.abort(new Error("superseded")) }),
        ).rejects.toThrow("superseded");
      });

      it("that does not apply opens nothing", async () => {
        const patch =
          "diff --git a/readme.md b/readme.md\n--- a/readme.md\n+++ b/readme.md\n@@ -1 +1 @@\n-other\n+words\n";
        await expect(world().another({ patch: Buffer.from(patch) })).rejects.toThrow(PermanentError);
      });
    });

    describe("a layer, without a command", () => {
      it("is made by who first seeks it, found by the next, brought to other sandboxes, and in no patch", async () => {
        const { sandbox, sandboxes, another } = world();
        const key = world().layerKey();
        const { signal } = new AbortController();
        await sandbox.write("ignored/tool", Buffer.from("tool\n"));
        const sought = await sandboxes.seekLayer(key, signal);
        if (sought.kind !== "missing") throw new Error("nobody made it yet");
        const made = await sandbox.freeze(key);
        await sought[Symbol.asyncDispose]();
        await expect(sandbox.read("readme.md", LIMIT)).rejects.toThrow(SandboxError);
        const found = await sandboxes.seekLayer(key, signal);
        if (found.kind !== "found") throw new Error("it was made");
        await made[Symbol.asyncDispose]();
        const { layer } = found;
        const second = await another({ layer });
        expect(text(await second.read("ignored/tool", LIMIT))).toBe("tool\n");
        expect(text((await second.patch(LIMIT)).diff)).toBe("");
        const elsewhere = { ...world().tree, sha: "0".repeat(40) };
        await expect(another({ layer, tree: elsewhere })).rejects.toThrow(SandboxError);
        await layer[Symbol.asyncDispose]();
        await expect(another({ layer })).rejects.toThrow(SandboxError);
      });
    });

    describe("the end, without a command", () => {
      it("answers every call with a SandboxError once it was disposed", async () => {
        const sandbox = await world().another({});
        await sandbox[Symbol.asyncDispose]();
        await sandbox[Symbol.asyncDispose]();
        await expect(sandbox.read("readme.md", LIMIT)).rejects.toThrow(SandboxError);
        await expect(sandbox.patch(LIMIT)).rejects.toThrow(SandboxError);
      });
    });
  });
}
