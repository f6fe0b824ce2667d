// Keepsakes in memory, whose time passes when a test says so.
import type { Keepsakes } from "../../../src/redis/keepsakes.ts";

export type MemoryKeepsakes = Keepsakes & { pass(ms: number): void };

export function memoryKeepsakes(): MemoryKeepsakes {
  const kept = new Map<string, { text: string; until: number }>();
  let now = 0;
  const alive = (name: string) => {
    const there = kept.get(name);
    return there !== undefined && there.until > now ? there.text : null;
  };
  return {
    put: async (name, text, keptMs) => void kept.set(name, { text, until: now + keptMs }),
    read: async (name) => alive(name),
    take: async (name) => {
      const text = alive(name);
      kept.delete(name);
      return text;
    },
    drop: async (name) => void kept.delete(name),
    pass: (ms) => {
      now += ms;
    },
  };
}
