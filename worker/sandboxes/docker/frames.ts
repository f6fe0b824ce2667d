// The engine's framing of a program's output, where stdout and stderr share one stream.

const HEADER_BYTES = 8;
export const STDOUT = 1;

/** Each frame is a header (kind, three zeros, length) and as many bytes; chunks break anywhere. */
export function frameReader(onFrame: (kind: number, bytes: Buffer) => void): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let kind = 0;
  let left = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left > 0) {
        const bytes = rest.subarray(0, left);
        left -= bytes.length;
        rest = rest.subarray(bytes.length);
        onFrame(kind, bytes);
        continue;
      }
      const missing = HEADER_BYTES - header.length;
      header = Buffer.concat([header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (header.length < HEADER_BYTES) return;
      kind = header.readUInt8(0);
      left = header.readUInt32BE(4);
      header = Buffer.alloc(0);
    }
  };
}
