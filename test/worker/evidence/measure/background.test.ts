// Work in the background: its result or its failure when it is asked for, and nothing of it left when it is not.
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { inBackground } from "../../../../worker/evidence/measure/background.ts";

const { signal } = new AbortController();

describe("work in the background", () => {
  it("gives its result when it is asked for", async () => {
    await using work = inBackground(signal, async () => 7);
    expect(await work.result()).toBe(7);
  });

  it("keeps its failure until somebody asks", async () => {
    await using work = inBackground(signal, () => Promise.reject(new Error("no engine")));
    await turn();
    await expect(work.result()).rejects.toThrow("no engine");
  });

  it("is stopped, and waited for, by whoever does not need it any more", async () => {
    const said: string[] = [];
    {
      await using _ = inBackground(signal, async (stop) => {
        await wait(60_000, null, { signal: stop }).finally(async () => {
          await turn();
          said.push("tidied up");
        });
      });
      said.push("begun");
    }
    expect(said).toEqual(["begun", "tidied up"]);
  });

  it("is stopped with all else", async () => {
    const whole = new AbortController();
    await using work = inBackground(whole.signal, (stop) => wait(60_000, null, { signal: stop }));
    whole.abort(new Error("cancelled"));
    await expect(work.result()).rejects.toThrow("aborted");
  });
});
