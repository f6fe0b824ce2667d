// Checkpoints in memory. They outlive an execution, as the files of a worker do.
import type { Checkpoints } from "../../../worker/run/ports.ts";

export type FakeCheckpoints = Checkpoints & {
  /** By run and name. */
  texts: Map<string, string>;
  /** Those that were appended, by run. */
  appended: Map<string, string[]>;
};

export function fakeCheckpoints(): FakeCheckpoints {
  const texts = new Map<string, string>();
  const appended = new Map<string, string[]>();
  return {
    ...{ texts, appended },
    read: async (runId, name) => texts.get(`${runId}/${name}`) ?? null,
    write: async (runId, name, text) => void texts.set(`${runId}/${name}`, text),
    append: async (runId, line) => void appended.set(runId, [...(appended.get(runId) ?? []), line]),
    lines: async (runId) => appended.get(runId) ?? [],
    drop: async (runId) => {
      appended.delete(runId);
      for (const key of texts.keys()) if (key.startsWith(`${runId}/`)) texts.delete(key);
    },
  };
}
