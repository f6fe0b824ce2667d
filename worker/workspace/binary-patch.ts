// How much the binary sections of a patch would unpack to, found out before git is asked to unpack them.
import { inflateSync } from "node:zlib";

export type Declared = { kind: "counted"; bytes: number } | { kind: "too-large"; maxBytes: number };

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/**
 * A `literal` says its size; a `delta` says only its own, and a few bytes of it can ask for gigabytes, so its header is
 * unpacked and read. What git itself would refuse is left to git.
 */
export function declaredBytes(diff: Uint8Array, maxBytes: number): Declared {
  // Binary sections are ASCII; what else there is need not be text.
  const lines = Buffer.from(diff).toString("latin1").split("\n");
  let bytes = 0;
  for (const [i, line] of lines.entries()) {
    const [, kind, digits] = /^(literal|delta) (\d{1,15})\r?$/.exec(line) ?? [];
    if (kind === undefined) continue;
    bytes += Number(digits);
    if (bytes <= maxBytes && kind === "delta") bytes += deltaTarget(lines, i + 1, maxBytes);
    if (bytes > maxBytes) return { kind: "too-large", maxBytes };
  }
  return { kind: "counted", bytes };
}

/** Size of the file a delta makes; 0 where the section is not a delta at all, `maxBytes` + 1 where it is a trap. */
function deltaTarget(lines: string[], from: number, maxBytes: number): number {
  const end = lines.findIndex((line, i) => i >= from && !/^[A-Za-z]./.test(line));
  const packed = Buffer.concat(lines.slice(from, end === -1 ? lines.length : end).map(decodeLine));
  const delta = inflated(packed, maxBytes);
  if (delta === null) return maxBytes + 1;
  const sourceEnd = delta.findIndex((byte) => byte < 0x80) + 1;
  return sourceEnd === 0 ? 0 : varint(delta.subarray(sourceEnd, sourceEnd + 8));
}

/** Null when it is no deflated data or too large: nothing git would accept from us. */
function inflated(packed: Buffer, maxBytes: number): Buffer | null {
  try {
    return inflateSync(packed, { maxOutputLength: maxBytes });
  } catch {
    return null;
  }
}

/** One length letter, then groups of five letters for four bytes, most significant first. */
function decodeLine(line: string): Buffer {
  const letter = line.charCodeAt(0);
  const length = letter <= 90 ? letter - 64 : letter - 70;
  const groups = line.slice(1).match(/.{5}/g) ?? [];
  const words = groups.map((group) => {
    const word = Buffer.alloc(4);
    word.writeUInt32BE([...group].reduce((sum, char) => sum * 85 + (VALUES.get(char) ?? 0), 0) % 2 ** 32);
    return word;
  });
  return Buffer.concat(words).subarray(0, length);
}

/** Little-endian groups of seven bits. */
function varint(bytes: Buffer): number {
  let value = 0;
  for (const [i, byte] of bytes.entries()) {
    value += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) break;
  }
  return value;
}
