// An address that this host has for a moment, so that an attack on it meets our own listener.
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { type AttackResult, notSetUp } from "./result.ts";

/**
 * Gives this host one more address while `use` runs. The kernel removes it by itself should this process die. Where the
 * address cannot be added, nothing is tried: another host might answer there.
 */
export async function withAddress(address: string, use: () => Promise<AttackResult>): Promise<AttackResult> {
  const add = () => ip("add", address, "valid_lft", "30", "preferred_lft", "30");
  let given = await add();
  // Another proof on this host has it, for a moment.
  for (let tries = 0; tries < 50 && /File exists/.test(given ?? ""); tries++) {
    await sleep(200);
    given = await add();
  }
  if (given !== null) return notSetUp(`could not be set up on this host: ${given}`);
  try {
    return await use();
  } finally {
    await ip("del", address);
  }
}

/** Null, or why not. */
function ip(act: "add" | "del", address: string, ...lifetime: string[]): Promise<string | null> {
  const words = ["address", act, `${address}/32`, "dev", "lo", ...lifetime];
  return new Promise((resolve) => {
    execFile("ip", words, { timeout: 5000 }, (error, _stdout, stderr) =>
      resolve(error === null ? null : stderr.trim() || error.message),
    );
  });
}
