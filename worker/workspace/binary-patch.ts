// Computes the unpacked size of the binary sections of a patch, before git unpacks them.
import { inflateSync } from "node:zlib";

export type Declared = { kind: "counted"; bytes: number } | { kind: "too-large"; maxBytes: number };

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/**
 * A `literal` states the size of its file. A `delta` states only its own size, and a few bytes of it can ask for
 * gigabytes, so this unpacks its header and reads the size of the file there. Malformed sections are left to git, which
 * refuses them.
 */
export function declaredBytes(diff: Uint8Array, maxBytes: number): Declared {
  // Binary sections are ASCII; the rest of a patch may be in any encoding.
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

/** The size of the file that a delta makes; 0 if the section is no delta, `maxBytes` + 1 if it is a trap. */
function deltaTarget(lines: string[], from: number, maxBytes: number): number {
  const end = lines.findIndex((line, i) => i >= from && !/^[A-Za-z]./.test(line));
  const packed = Buffer.concat(lines.slice(from, end === -1 ? lines.length : end).map(decodeLine));
  const delta = inflated(packed, maxBytes);
  if (delta === null) return maxBytes + 1;
  const sourceEnd = delta.findIndex((byte) => byte < 0x80) + 1;
  return sourceEnd === 0 ? 0 : varint(delta.subarray(sourceEnd, sourceEnd + 8));
}

/** Null if the data is not deflated or too large. Git accepts neither from us. */
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
