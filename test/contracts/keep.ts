// What every place must do that keeps the work of runs.
import { describe, expect, it } from "@jest/globals";
import type { Keep } from "../../worker/run/ports.ts";

export type KeepWorld = Disposable & {
  keep: Keep;
  /** What a person finds under a name. */
  read(name: string): string;
};

export function describeKeep(name: string, open: () => KeepWorld): void {
  describe(`${name}, as a place that keeps work`, () => {
    it("keeps the newest text under the name it tells", async () => {
      using world = open();
      const first = await world.keep.save("r-1", "change.patch", "old");
      const again = await world.keep.save("r-1", "change.patch", "new");
      const other = await world.keep.save("r-2", "change.patch", "other");
      expect([again, world.read(first), world.read(other)]).toEqual([first, "new", "other"]);
    });

    it("adds lines, and nothing of a line that would not fit", async () => {
      using world = open();
      const line = (text: string) =>
        world.keep.append({ runId: "r-1", name: "said.jsonl", text, maxBytes: 8 });
      const told = await line("one");
      expect([await line("two"), await line("x"), world.read(told ?? "")]).toEqual([
        told,
        null,
        "one\ntwo\n",
      ]);
    });
  });
}
