// Kept files in memory, under the names a person would find them by.
import type { Keep } from "../../../worker/run/ports.ts";

export type FakeKeep = Keep & { files: Map<string, string> };

export function fakeKeep(): FakeKeep {
  const files = new Map<string, string>();
  const nameOf = (runId: string, name: string) => `runs/${runId}/${name}`;
  return {
    files,
    async save(runId, name, content) {
      files.set(nameOf(runId, name), Buffer.from(content).toString());
      return nameOf(runId, name);
    },
    async append({ runId, name, text, maxBytes }) {
      const kept = `${files.get(nameOf(runId, name)) ?? ""}${text}\n`;
      if (Buffer.byteLength(kept) > maxBytes) return null;
      files.set(nameOf(runId, name), kept);
      return nameOf(runId, name);
    },
  };
}
