// Keepsakes in the memory of this process, for the set-up page: there is no Redis yet.
import type { Clock } from "../../clock.ts";
import type { Keepsakes } from "../../redis/keepsakes.ts";

export type KeepsakesHere = Keepsakes & {
  /** All whose time is not over. */
  all(): { name: string; text: string; leftMs: number }[];
};

export function keepsakesHere(clock: Pick<Clock, "now">): KeepsakesHere {
  const kept = new Map<string, { text: string; untilMs: number }>();
  const read = (name: string) => {
    const there = kept.get(name);
    return there !== undefined && there.untilMs > clock.now() ? there.text : null;
  };
  return {
    put: async (name, text, keptMs) => void kept.set(name, { text, untilMs: clock.now() + keptMs }),
    read: async (name) => read(name),
    take: async (name) => {
      const text = read(name);
      kept.delete(name);
      return text;
    },
    drop: async (name) => void kept.delete(name),
    all: () =>
      [...kept].flatMap(([name, { text, untilMs }]) => {
        const leftMs = untilMs - clock.now();
        return leftMs > 0 ? [{ name, text, leftMs }] : [];
      }),
  };
}
