// Sweeps on a clock that the test moves: each looks at the start and then on its own schedule.
import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import type { Alert } from "../../../src/domain/news.ts";
import { createLog } from "../../../src/log.ts";
import type { Sign } from "../../../src/signs/sign.ts";
import { runSweeps } from "../../../src/sweeps/run-sweeps.ts";
import type { Sweep } from "../../../src/sweeps/sweep.ts";
import { fakeClock } from "../../support/clock.ts";

const NOTHING = { found: 0, among: 0, installations: [] };

function running(look: Sweep["look"]) {
  const clock = fakeClock();
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog({ level: "warn", name: "test", destination });
  const sweep = { name: "missed reviews", everyMs: 60_000, look };
  const alarms: Alert[] = [];
  const alarm = async (alert: Alert) => void alarms.push(alert);
  const given: Sign[] = [];
  const signs = { give: async (sign: Sign) => void given.push(sign) };
  const sweeps = runSweeps([sweep], { clock, log, signs, alarm });
  const nextLook = async () => {
    await clock.sleeper((ms) => ms === sweep.everyMs);
    clock.advance(sweep.everyMs);
    await setImmediate();
  };
  return { sweeps, nextLook, lines, alarms, given };
}

describe("a sweep", () => {
  it("looks at the start, and again after each pause", async () => {
    let looks = 0;
    const { sweeps, nextLook } = running(async () => {
      looks += 1;
      return NOTHING;
    });
    await sweeps.looked;
    expect(looks).toBe(1);
    await nextLook();
    await sweeps[Symbol.asyncDispose]();
    expect(looks).toBe(2);
  });

  it("looks again after a look that failed, and the log says why", async () => {
    let looks = 0;
    const { sweeps, nextLook, lines, given } = running(async () => {
      looks += 1;
      if (looks === 1) throw new Error("GitHub is away");
      return { ...NOTHING, found: 2, among: 3 };
    });
    await sweeps.looked;
    await nextLook();
    await sweeps[Symbol.asyncDispose]();
    expect(looks).toBe(2);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: "a sweep failed", sweep: "missed reviews", err: { message: "GitHub is away" } },
    ]);
    const sign = { kind: "sweep", name: "missed reviews", tookMs: 0, everyMs: 60_000 };
    expect(given).toMatchObject([
      { ...sign, result: { kind: "failed", programSaid: "GitHub is away" } },
      { ...sign, result: { kind: "looked", found: 2, among: 3, installations: [] } },
    ]);
  });

  it("raises an alarm once it has failed three times in a row, and anew only after it worked", async () => {
    let looks = 0;
    const { sweeps, nextLook, alarms } = running(async () => {
      looks += 1;
      if (looks !== 2 && looks !== 7) throw new Error(`GitHub is away, ${looks}`);
      return NOTHING;
    });
    await sweeps.looked;
    for (let more = 0; more < 9; more++) await nextLook();
    await sweeps[Symbol.asyncDispose]();
    const fails = { kind: "sweep-fails", sweep: "missed reviews", times: 3 };
    expect(alarms).toEqual([
      { ...fails, since: expect.any(String), programSaid: "GitHub is away, 5" },
      { ...fails, since: expect.any(String), programSaid: "GitHub is away, 10" },
    ]);
    expect(alarms[0]).not.toEqual({ ...alarms[0], since: Object(alarms[1]).since });
  });

  it("ends while it waits for its next look", async () => {
    const { sweeps } = running(async () => NOTHING);
    await sweeps[Symbol.asyncDispose]();
  });
});
