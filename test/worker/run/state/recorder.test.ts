// The transcript of a run: written as it goes, in files with a cap, and readable when its writer was killed.
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { NO_USAGE } from "../../../../src/domain/budget.ts";
import { createLog } from "../../../../src/log.ts";
import type { Heard } from "../../../../worker/roles/ask-role.ts";
import { folderKeep } from "../../../../worker/run/keep.ts";
import { MAX_FILE_BYTES, startRecorder } from "../../../../worker/run/state/recorder.ts";
import { fakeClock } from "../../../support/clock.ts";
import { temporaryFolder } from "../../../support/git.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const log = createLog({ level: "silent", name: "test" });
const clock = fakeClock(Date.parse("2026-01-02T03:04:05Z"));
const recorder = (keep = folderKeep(folder.path)) => startRecorder({ runId: "r-1", keep, clock, log });
const lines = (name: string) => readFileSync(join(folder.path, name), "utf8").split("\n").slice(0, -1);

function heard(part: Partial<Heard> = {}, text = "I read it."): Heard {
  const call = { id: "1", name: "read", arguments: '{"path":"a"}' };
  const step = {
    number: 1,
    text,
    calls: [{ call, text: "1: x", failed: false, deed: null }],
    usage: NO_USAGE,
  };
  return { role: "coder", model: "m", told: [{ by: "user", text: "Begin." }], step, ...part };
}

describe("the transcript of a run", () => {
  it("has a line for every step of a role, whole, as it happens", async () => {
    const it = recorder();
    await it.hear(heard());
    expect(lines("runs/r-1/transcript-coder.jsonl").map((line) => JSON.parse(line))).toEqual([
      {
        at: "2026-01-02T03:04:05.000Z",
        role: "coder",
        model: "m",
        step: 1,
        told: [{ by: "user", text: "Begin." }],
        said: "I read it.",
        calls: [{ name: "read", arguments: '{"path":"a"}', answer: "1: x", failed: false }],
        usage: NO_USAGE,
      },
    ]);
    await it.hear(heard({ role: "reviewer" }));
    expect(it.names()).toEqual(["runs/r-1/transcript-coder.jsonl", "runs/r-1/transcript-reviewer.jsonl"]);
  });

  it("goes on after a writer that was killed in the middle of a line", async () => {
    await recorder().hear(heard());
    const name = "runs/r-1/transcript-coder.jsonl";
    appendFileSync(join(folder.path, name), '{"at":"2026');
    await recorder().hear(heard());
    expect(lines(name).map((line) => line.length > 100)).toEqual([true, false, true]);
  });

  it("begins anew in a folder for one run, where an earlier one left its own", async () => {
    const flat = () => folderKeep(folder.path, { flat: true });
    await recorder(flat()).hear(heard({}, "the earlier"));
    const writer = recorder(flat());
    await writer.hear(heard({}, "the first"));
    await writer.hear(heard({}, "the second"));
    const said = lines("transcript-coder.jsonl").map((line) => JSON.parse(line).said);
    expect(said).toEqual(["the first", "the second"]);
  });

  it("has no character that a terminal obeys or hides, and reads back the same", async () => {
    const text = "\u001b[2J\u202e\u{e0041}\u009b1m\u2028 é";
    await recorder().hear(heard({}, text));
    const [line = ""] = lines("runs/r-1/transcript-coder.jsonl");
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(JSON.parse(line).said).toBe(text);
  });

  it("grows up to its cap, and then says so", async () => {
    const writer = recorder();
    const answer = "a".repeat(99_000);
    for (let i = 0; i < 180; i += 1) await writer.hear(heard({}, answer));
    const text = readFileSync(join(folder.path, "runs/r-1/transcript-coder.jsonl"), "utf8");
    expect(text.length).toBeLessThanOrEqual(MAX_FILE_BYTES);
    expect(text.length).toBeGreaterThan(MAX_FILE_BYTES - 110_000);
    expect(text.trimEnd().split("\n").at(-1)).toContain(`"full":{"maxBytes":${MAX_FILE_BYTES}}`);
  });

  it("holds beginning and end in memory, and counts what fell out", async () => {
    const writer = recorder();
    for (let i = 0; i < 300; i += 1) await writer.hear(heard({}, `${i} ${"a".repeat(1900)}`));
    const { first, leftOut, last } = writer.excerpt();
    expect(first.length + leftOut + last.length).toBe(300);
    expect(first[0]).toContain("\n0 aaa");
    expect(last.at(-1)).toContain("\n299 aaa");
    expect([...first, ...last].join("").length).toBeLessThan(140_000);
  });

  it("does not end a run where it cannot be written", async () => {
    const append = () => Promise.reject(new Error("the disk is full"));
    const writer = recorder({ ...folderKeep(folder.path), append });
    await writer.hear(heard());
    await writer.hear(heard());
    expect({ names: writer.names(), shown: writer.excerpt().first.length }).toEqual({ names: [], shown: 2 });
  });
});
