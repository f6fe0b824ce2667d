// One at a time, in this process and across processes, also when one of them is killed.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { tryLock, whileLocked } from "../../../worker/leases/lock.ts";
import { root } from "../../support/source.ts";

const { signal } = new AbortController();
const HOLDER = `import { tryLock } from "${join(root, "worker/leases/lock.ts")}";
await tryLock(process.argv[1], new AbortController().signal);
process.stdout.write("taken");`;

describe("a lock", () => {
  it("is held by one at a time, also where the work fails", async () => {
    const name = randomUUID();
    const seen: string[] = [];
    const work = (who: string) => async () => {
      seen.push(`${who} begins`);
      await new Promise((done) => setImmediate(done));
      seen.push(`${who} ends`);
      if (who === "bob") throw new Error("bob stumbled");
    };
    const all = await Promise.allSettled(
      ["ada", "bob", "eve"].map((who) => whileLocked(name, signal, work(who))),
    );
    expect(all.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    const pairs = [0, 2, 4].map((at) => seen.slice(at, at + 2).map((words) => words.split(" ")[0]));
    expect(pairs.every(([one, other]) => one === other)).toBe(true);
    expect(seen).toHaveLength(6);
  });

  it("comes to the one who waits when its holder is killed", async () => {
    const name = randomUUID();
    const words = ["--input-type=module", "--eval", HOLDER, name];
    const holder = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    await once(holder.stdout, "data");
    let killed = false;
    const waiting = whileLocked(name, signal, async () => killed);
    const exit = once(holder, "exit");
    killed = holder.kill("SIGKILL");
    expect(await waiting).toBe(true);
    await exit;
  });

  it("is not waited for after an abort", async () => {
    const name = randomUUID();
    await using _ = await tryLock(name, signal);
    const controller = new AbortController();
    const waiting = whileLocked(name, controller.signal, async () => "never");
    controller.abort(new Error("superseded"));
    await expect(waiting).rejects.toThrow("superseded");
  });
});
