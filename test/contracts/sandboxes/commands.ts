// Running commands: how they end, what is kept of their output, and that nothing of them stays.
import { describe, expect, it } from "@jest/globals";
import { SandboxError, ToolError } from "../../../src/domain/errors.ts";
import { type OpenSandboxes, run, useWorld } from "./world.ts";

export function describeCommands(open: OpenSandboxes): void {
  describe("commands", () => {
    const world = useWorld(open, { "folder/file": "content\n" }, { share: "shared" });

    it("gives the exit status and both outputs in the order they came", async () => {
      const result = await world().run("echo one; echo two >&2; echo three; exit 3");
      expect(result).toMatchObject({
        exitStatus: 3,
        ending: "exited",
        output: "one\ntwo\nthree\n",
        cutBytes: 0,
      });
    });

    it("starts in the repository or a folder of it, and nowhere else", async () => {
      expect((await world().run("ls")).output).toBe("folder\n");
      expect((await world().run("ls", { cwd: "folder" })).output).toBe("file\n");
      await expect(world().run("ls", { cwd: "../etc" })).rejects.toThrow(/leads out of the repository/);
      await expect(world().run("ls", { cwd: "gone" })).rejects.toThrow(ToolError);
    });

    it("has no input to wait for", async () => {
      expect(await world().run("cat")).toMatchObject({ exitStatus: 0, output: "" });
    });

    it("keeps the head and the tail of much output and counts the rest", async () => {
      const { output, cutBytes } = await world().run("seq 1 1000000", { outputBytes: 1000 });
      expect(output.startsWith("1\n2\n3\n")).toBe(true);
      expect(output.endsWith("999999\n1000000\n")).toBe(true);
      const lines = output.trimEnd().split("\n");
      const kept = lines.filter((line) => /^[1-9]\d{0,6}$/.test(line)).join("\n").length + 1;
      expect(lines.filter((line) => !/^[1-9]\d{0,6}$/.test(line))).toEqual([`[… ${cutBytes} bytes cut …]`]);
      expect([kept <= 1000, cutBytes]).toEqual([true, 6_888_896 - kept]);
    });

    it("decodes what is not UTF-8 with replacement", async () => {
      expect((await world().run("printf 'a\\377b'")).output).toBe("a\ufffdb");
    });

    it("ends a command at its time limit together with all it started, whatever that ignores", async () => {
      const stubborn = `trap '' TERM; (setsid sh -c 'trap "" TERM; while :; do sleep 0.05; done' &) ; sleep 100`;
      const result = await world().run(stubborn, { timeoutMs: 300 });
      expect(result).toMatchObject({ exitStatus: null, ending: "timed-out" });
      expect(await processes()).toEqual([]);
    });

    it("does not wait for what a command leaves running, and ends it", async () => {
      const result = await world().run("(setsid sleep 100 &); sleep 100 & echo done");
      expect(result).toMatchObject({ exitStatus: 0, ending: "exited", output: "done\n" });
      expect(await processes()).toEqual([]);
    });

    it("cancels a command that runs, and never starts one that was cancelled before", async () => {
      const controller = new AbortController();
      const running = world().run("touch started; sleep 100", { signal: controller.signal });
      await world().sandbox.list("");
      controller.abort();
      expect(await running).toMatchObject({ exitStatus: null, ending: "cancelled" });
      const late = await world().run("touch late", { signal: controller.signal });
      expect(late).toMatchObject({ exitStatus: null, ending: "cancelled" });
      expect((await world().run("ls late")).exitStatus).not.toBe(0);
    });

    it("says when the command itself was killed", async () => {
      expect(await world().run("kill -9 $$")).toMatchObject({ exitStatus: null, ending: "killed" });
    });

    it("takes one command after the other when asked for several at once", async () => {
      const both = await Promise.all([
        world().run("echo a >>order; echo a >>order"),
        world().run("echo b >>order"),
      ]);
      expect(both.map((result) => result.exitStatus)).toEqual([0, 0]);
      expect((await world().run("cat order")).output).toBe("a\na\nb\n");
    });

    it("goes on after a command killed everything it could", async () => {
      await expect(world().run("kill -9 -1")).rejects.toThrow(ToolError);
      await expect(world().run("kill -9 $PPID; sleep 1")).rejects.toThrow(ToolError);
      expect(await world().run("echo still here")).toMatchObject({ output: "still here\n", exitStatus: 0 });
    });

    it("answers a command with a SandboxError once it was disposed", async () => {
      const sandbox = await world().another({});
      await sandbox[Symbol.asyncDispose]();
      await expect(run(sandbox, "true")).rejects.toThrow(SandboxError);
    });

    /** Everything of the agent's that runs, except the shell that asks. What is dead and not yet reaped runs no more. */
    async function processes(): Promise<string[]> {
      const { output } = await world().run("ps -u $(id -u) -o stat=,comm=");
      return output.split("\n").filter((line) => !/^(Z.*|\S+ +(sh|ps|tool))?$/.test(line));
    }

    it("keeps a report outside whole, however much the command prints", async () => {
      const line = "yes | head -c 50000000; echo report >/tmp/report; exit 3";
      const result = await world().run(line);
      // Whole lines are kept: one less at the cut.
      const cutBytes = 50_000_000 - 65_536 + "y\n".length;
      expect(result).toMatchObject({ ending: "exited", exitStatus: 3, cutBytes });
      const report = await world().sandbox.readOutside("/tmp/report", { maxBytes: 100 });
      expect(report).toEqual({ kind: "read", bytes: Buffer.from("report\n") });
    });
  });
}
