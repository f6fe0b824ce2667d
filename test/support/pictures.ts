// Pictures for tests: real ones of one colour, made without any file.
import { crc32, deflateSync } from "node:zlib";

/** A PNG that is black. */
export function aPng({ width = 40, height = 30 }: { width?: number; height?: number } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.min(10_000_000, (width + 1) * height)));
  const parts = [part("IHDR", head), part("IDAT", rows), part("IEND", Buffer.of())];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

function part(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
