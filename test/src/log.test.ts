// The log takes out what looks like a secret, wherever it hangs.
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../src/log.ts";
import { doubledKeys } from "../support/log-lines.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLog({ level: "info", name: "test", destination: { write: (line) => void lines.push(line) } }));
  return JSON.parse(lines.join(""));
}

describe("the log", () => {
  it("redacts by key at any depth and leaves counts of tokens alone", () => {
    const line = logged((log) =>
      log.info(
        { a: { Authorization: "x", list: [{ webhookSecret: "y" }] }, private_key: "z", tokens: 12 },
        "m",
      ),
    );
    expect(line).toMatchObject({
      a: { Authorization: "[redacted]", list: [{ webhookSecret: "[redacted]" }] },
      private_key: "[redacted]",
      tokens: 12,
    });
  });

  it("redacts what has the form of a token, in values and in the words of an error", () => {
    const token = `ghs_${"a1".repeat(18)}`;
    const error = Object.assign(new Error(`bad credentials ${token}`), {
      request: { headers: { cookie: "c" } },
    });
    const line = logged((log) =>
      log.error({ url: `https://x-access-token:${token}@host/`, err: error }, "m"),
    );
    expect(JSON.stringify(line)).not.toContain(token);
    expect(line.err).toEqual({
      type: "Error",
      message: "bad credentials [redacted]",
      stack: expect.not.stringContaining(token),
    });
  });

  it("writes no field twice, where a child of a child and a line name it again", () => {
    const lines: string[] = [];
    const log = createLog({
      level: "info",
      name: "t",
      destination: { write: (line) => void lines.push(line) },
    });
    log.child({ runId: "a", issue: "o/r#1" }).child({ runId: "b" }).info({ runId: "c", name: "n" }, "m");
    expect(lines.map(doubledKeys)).toEqual([[]]);
    expect(JSON.parse(lines.join(""))).toMatchObject({ runId: "c", issue: "o/r#1", name: "n", msg: "m" });
  });

  it("does not follow a structure without end", () => {
    const round: Record<string, unknown> = {};
    round.again = round;
    expect(JSON.stringify(logged((log) => log.info({ round }, "m")))).toContain("[deeper]");
  });
});
