// Two pieces of work side by side, and who waits for whom.
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { ended, found } from "../../../../worker/run/phases/found.ts";
import { sideBySide } from "../../../../worker/run/phases/side-by-side.ts";

const never = { signal: new AbortController().signal, endsRun: () => true };
const idle = ended({ kind: "no-change", reason: { kind: "spec-unchanged" } });
const untilStopped = (log: string[]) => (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      log.push("stopped");
      reject(signal.reason);
    });
  });

describe("work side by side", () => {
  it("yields both values", async () => {
    await expect(
      sideBySide(
        never,
        async () => found(1),
        async () => found("b"),
      ),
    ).resolves.toEqual(found([1, "b"]));
  });

  it("stops the other when one ends the run, and waits for it", async () => {
    const log: string[] = [];
    await expect(sideBySide(never, async () => idle, untilStopped(log))).resolves.toEqual(idle);
    expect(log).toEqual(["stopped"]);
  });

  it("stops the other when one fails for good, and fails with its reason", async () => {
    const log: string[] = [];
    const failing = async () => {
      throw new Error("no engine");
    };
    await expect(sideBySide(never, untilStopped(log), failing)).rejects.toThrow("no engine");
    expect(log).toEqual(["stopped"]);
  });

  it("lets the other come to its end when one fails and the run goes on later", async () => {
    const log: string[] = [];
    const failed = Promise.withResolvers<void>();
    const failing = async () => {
      failed.resolve();
      throw new Error("no engine");
    };
    const working = async (signal: AbortSignal) => {
      await failed.promise;
      await setImmediate();
      log.push(signal.aborted ? "stopped" : "done");
      return found(1);
    };
    const both = sideBySide({ ...never, endsRun: () => false }, working, failing);
    await expect(both).rejects.toThrow("no engine");
    expect(log).toEqual(["done"]);
  });

  it("rejects with the run's own reason when the run is stopped", async () => {
    const stop = new AbortController();
    const waiting = sideBySide({ ...never, signal: stop.signal }, untilStopped([]), untilStopped([]));
    stop.abort({ kind: "cancelled", by: { kind: "person", login: "ada" }, because: { kind: "command" } });
    await expect(waiting).rejects.toEqual({
      kind: "cancelled",
      by: { kind: "person", login: "ada" },
      because: { kind: "command" },
    });
  });
});
