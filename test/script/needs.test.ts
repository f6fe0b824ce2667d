// What `npm test` makes ready for chosen tests is what their imports reach.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { root } from "../support/source.ts";

const needsOf = (...files: string[]) =>
  execFileSync(process.execPath, ["test/support/needs.ts"], {
    cwd: root,
    input: files.map((file) => `${join(root, file)}\n`).join(""),
    encoding: "utf8",
  });

describe("the chosen tests", () => {
  it("need nothing where they import no real part", () => {
    expect(needsOf("test/src/domain/budget.test.ts", "test/worker/run/state/meter.test.ts")).toBe("");
  });

  it("need Redis, the engine or both where any of them reaches those", () => {
    expect(needsOf("test/src/queue/queue.test.ts", "test/src/domain/budget.test.ts")).toBe("redis");
    expect(needsOf("test/docker/tool/run.test.ts")).toBe("engine");
    expect(needsOf("test/stories/cancel.test.ts")).toBe("redis engine");
  });
});
