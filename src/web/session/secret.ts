// Secrets of the page: made at random, kept as digests, compared in constant time.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** `id` finds the secret's digest, `whole` is what its holder has. */
export type Secret = { id: string; whole: string; digest: string };

export function newSecret(): Secret {
  const [id, secret] = [randomBytes(9).toString("base64url"), randomBytes(32).toString("base64url")];
  return { id, whole: `${id}.${secret}`, digest: digestOf(secret) };
}

/** Null where it cannot be one of ours. */
export function readSecret(whole: string): Omit<Secret, "whole"> | null {
  const [, id, secret] = /^([\w-]{12})\.([\w-]{43})$/.exec(whole) ?? [];
  return id === undefined || secret === undefined ? null : { id, digest: digestOf(secret) };
}

/** A token that only the holder of the secret can be shown, for one purpose. */
export function tokenOf(whole: string, purpose: string): string {
  return createHmac("sha256", whole).update(purpose).digest("base64url");
}

/** Takes as long wherever they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
