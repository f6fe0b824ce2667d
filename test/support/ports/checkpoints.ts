// Checkpoints in memory. They outlive an execution, as the files of a worker do.
import type { Checkpoints } from "../../../worker/run/ports.ts";

export type FakeCheckpoints = Checkpoints & {
  /** By run and name. */
  texts: Map<string, string>;
};

export function fakeCheckpoints(): FakeCheckpoints {
  const texts = new Map<string, string>();
  return {
    texts,
    read: async (runId, name) => texts.get(`${runId}/${name}`) ?? null,
    write: async (runId, name, text) => void texts.set(`${runId}/${name}`, text),
    drop: async (runId) => {
      for (const key of texts.keys()) if (key.startsWith(`${runId}/`)) texts.delete(key);
    },
  };
}
