// Reading, writing, listing and searching the repository.
import { describe, expect, it } from "@jest/globals";
import { ToolError } from "../../../src/domain/errors.ts";
import { type OpenSandboxes, useWorld } from "./world.ts";

const LIMIT = { maxBytes: 1000 };

export function describeFiles(open: OpenSandboxes): void {
  describe("files", () => {
    const world = useWorld(
      open,
      {
        "readme.md": "hello\n",
        "src/one.js": "const one = 1;\nconst two = 2;\n",
        "src/two.js": "one + two;\n",
        ".gitignore": "ignored/\n",
      },
      { share: "shared" },
    );

    it("keeps the mode of a file it replaces", async () => {
      await world().run("chmod 755 readme.md");
      await world().sandbox.write("readme.md", Buffer.from("changed\n"));
      expect((await world().run("stat -c %a readme.md && cat readme.md")).output).toBe("755\nchanged\n");
    });

    it("lists a folder by name, kind and size", async () => {
      await world().run(
        "mkdir box && cd box && echo 1234 >file && mkdir folder && ln -s /etc link && mkfifo pipe",
      );
      const kinds = (await world().sandbox.list("box")).map(({ name, kind }) => `${name}: ${kind}`);
      expect(kinds).toEqual(["file: file", "folder: folder", "link: link", "pipe: other"]);
      expect((await world().sandbox.list("box"))[0]?.bytes).toBe(5);
    });

    it("finds text in tracked and untracked files, never in ignored ones", async () => {
      await world().run("mkdir ignored && echo 'one' >ignored/file && echo 'is one here' >new.txt");
      const matches = await world().sandbox.search({
        pattern: "\\bone\\b",
        path: "",
        maxMatches: 10,
        timeoutMs: 100_000,
      });
      expect(matches).toEqual([
        { path: "new.txt", line: 1, text: "is one here" },
        { path: "src/one.js", line: 1, text: "const one = 1;" },
        { path: "src/two.js", line: 1, text: "one + two;" },
      ]);
    });

    it("searches for a pattern with quotes and a leading dash without running anything", async () => {
      await world().sandbox.write("odd.txt", Buffer.from("-x'$(touch hit)'\n"));
      const pattern = "-x'\\$\\(touch hit\\)'";
      const matches = await world().sandbox.search({ pattern, path: "", maxMatches: 10, timeoutMs: 100_000 });
      expect(matches).toEqual([{ path: "odd.txt", line: 1, text: "-x'$(touch hit)'" }]);
      expect((await world().run("ls hit")).exitStatus).not.toBe(0);
    });

    it("reads a file outside of the repository, and nothing that only leads to one", async () => {
      await world().run(
        `mkdir /tmp/made && cd /tmp/made && printf 'a\\0b' >file && mkfifo pipe && : >closed && chmod 0 closed
        ln -s file link && ln -s / root && ln file second`,
      );
      const read = async (path: string) => {
        const found = await world().sandbox.readOutside(path, LIMIT);
        return found.kind === "read" ? Buffer.from(found.bytes).toString() : found.reason;
      };
      const paths = [
        "file",
        "second",
        "none",
        "pipe",
        "closed",
        "link",
        "root/etc/passwd",
        "../../etc/passwd",
      ];
      const found = await Promise.all([...paths, "", "fi\0le"].map((name) => read(`/tmp/made/${name}`)));
      expect(found).toEqual(["a\0b", "a\0b", "missing", ...Array(7).fill("not-file")]);
      await world().run("head -c 1001 /dev/zero >/tmp/large; head -c 1000 /dev/zero >/tmp/fits");
      expect(await read("/tmp/large")).toBe("too-large");
      expect(await read("/tmp/fits")).toHaveLength(1000);
      expect(await read("/tmp//etc/passwd")).toBe("not-file");
    });

    it("refuses every way out of the repository", async () => {
      await world().run("ln -s /etc/passwd absolute && ln -s ../etc/passwd relative && ln -s /etc folder");
      const ways = [
        "/etc/passwd",
        "../etc/passwd",
        "src/../../etc/passwd",
        "absolute",
        "relative",
        "folder/passwd",
      ];
      for (const way of ways) {
        await expect(world().sandbox.read(way, LIMIT)).rejects.toThrow(/leads out of the repository/);
        await expect(world().sandbox.write(`${way}/new`, Buffer.from("x"))).rejects.toThrow(ToolError);
      }
      await expect(world().sandbox.list("folder")).rejects.toThrow(/leads out of the repository/);
      await expect(world().sandbox.write("absolute", Buffer.from("x"))).rejects.toThrow(/not a regular file/);
    });

    it("refuses what is not a regular file, without waiting on it", async () => {
      await world().run("mkfifo pipe && mkdir folder");
      for (const path of ["pipe", "folder"]) {
        await expect(world().sandbox.read(path, LIMIT)).rejects.toThrow(/not a regular file/);
        await expect(world().sandbox.write(path, Buffer.from("x"))).rejects.toThrow(/not a regular file/);
      }
    });

    it("says what is no folder", async () => {
      await expect(world().sandbox.read("readme.md/below", LIMIT)).rejects.toThrow(/not a folder/);
    });
  });
}
