// Which job begins next: places are shared fairly among repositories.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { next, type Waiting } from "../../../src/queue/next.ts";

const job = (runId: string, repository: string, behind = false): Waiting => {
  return { runId, repository, behind, sinceMs: 0, said: false };
};

describe("the next job", () => {
  it("is the longest waiting of the repository with the fewest runs", () => {
    const waiting = [job("1", "a"), job("2", "b"), job("3", "b")];
    expect(next({ running: [], waiting }, 2)).toBe("1");
    expect(next({ running: ["a"], waiting }, 2)).toBe("2");
    expect(next({ running: ["a", "b"], waiting }, 2)).toBe("1");
  });

  it("is none that may not begin: behind a run of its issue, or in a full repository", () => {
    expect(next({ running: ["a"], waiting: [job("1", "a")] }, 1)).toBeNull();
    expect(next({ running: [], waiting: [job("1", "a", true), job("2", "c")] }, 1)).toBe("2");
    expect(next({ running: ["a"], waiting: [] }, 2)).toBeNull();
  });

  it("never gives a repository a second place while another one waits without any", () => {
    const names = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.array(names), fc.array(names, { minLength: 1 }), (running, repositories) => {
        const waiting = repositories.map((repository, index) => job(String(index), repository));
        const chosen = waiting.find(({ runId }) => runId === next({ running, waiting }, 3));
        const hasNone = repositories.filter((repository) => !running.includes(repository));
        if (hasNone.length > 0) expect(running).not.toContain(chosen?.repository);
      }),
    );
  });
});
