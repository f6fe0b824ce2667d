// Computes the unpacked size of binary patches: of git's own ones, and of traps.
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { declaredBytes } from "../../../worker/workspace/binary-patch.ts";
import { emptyRepository } from "../../support/git.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/** A binary section as git writes it. */
function section(kind: "delta" | "literal", content: Uint8Array): string {
  const packed = deflateSync(content);
  const lines: string[] = [];
  for (let from = 0; from < packed.length; from += 52) {
    const part = packed.subarray(from, from + 52);
    const padded = Buffer.concat([part, Buffer.alloc((4 - (part.length % 4)) % 4)]);
    const letter = String.fromCharCode(part.length + (part.length <= 26 ? 64 : 70));
    const groups = Array.from({ length: padded.length / 4 }, (_, i) => {
      let word = padded.readUInt32BE(i * 4);
      const letters = Array.from({ length: 5 }, () => {
        const one = ALPHABET[word % 85];
        word = Math.floor(word / 85);
        return one;
      });
      return letters.reverse().join("");
    });
    lines.push(letter + groups.join(""));
  }
  return `GIT binary patch\n${kind} ${content.length}\n${lines.join("\n")}\n\n`;
}

describe("the unpacked size of a binary patch", () => {
  it("is the size of the new file together with its delta, for git's own patches", () => {
    using repository = emptyRepository();
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31) % 251);
    repository.commit({ "a.bin": Uint8Array.of(0, ...noise) });
    const diff = repository.patch({ "a.bin": Uint8Array.of(0, ...noise, 1, 2, 3) });
    const text = Buffer.from(diff).toString();
    expect(text).toContain("\ndelta ");
    const own = [...text.matchAll(/^delta (\d+)$/gm)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
    expect(declaredBytes(diff, 100_000)).toEqual({ kind: "counted", bytes: own + 5004 + 5001 });
  });

  it("is too large if a few bytes of delta ask for gigabytes", () => {
    const fiveGigabytes = [0x80, 0x80, 0x80, 0x80, 0x14];
    const trap = section("delta", Uint8Array.of(0x05, ...fiveGigabytes, 0x01, 0x41));
    expect(declaredBytes(Buffer.from(trap), 1000)).toEqual({ kind: "too-large", maxBytes: 1000 });
  });

  it("is too large if the packed bytes unpack to more than they state", () => {
    const trap = section("delta", new Uint8Array(5000)).replace("delta 5000", "delta 10");
    expect(declaredBytes(Buffer.from(trap), 1000)).toMatchObject({ kind: "too-large" });
  });

  it("is zero for plain text, and is computed for any input", () => {
    expect(declaredBytes(Buffer.from("+literal\n+delta x\n"), 10)).toEqual({ kind: "counted", bytes: 0 });
    const line = fc.oneof(fc.constantFrom("GIT binary patch", "delta 5", "literal 3", ""), fc.string());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(["counted", "too-large"]).toContain(declaredBytes(Buffer.from(lines.join("\n")), 100).kind);
      }),
    );
  });
});
