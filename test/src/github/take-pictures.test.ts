// What of the pictures that were read is shown to models.
import { describe, expect, it } from "@jest/globals";
import { type Read, takePictures } from "../../../src/github/take-pictures.ts";
import { aPng } from "../../support/pictures.ts";

const read = (bytes: Uint8Array): Read => ({ kind: "read", bytes });
const take = (...answers: Read[]) =>
  takePictures(
    answers.map((_, at) => ({ address: `${at}`, in: { kind: "issue" } })),
    async ({ address }) => answers[Number(address)] ?? read(Buffer.of()),
  );

describe("taking pictures", () => {
  it("passes a picture on byte by byte, with the kind that its first bytes tell", async () => {
    const png = aPng();
    const gif = Buffer.concat([Buffer.from("GIF89a"), Buffer.of(40, 0, 30, 0, 0, 0, 0)]);
    const webp = Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBPVP8L\0\0\0\0"), Buffer.of(0x2f, 39, 64, 7, 0)]);
    const { shown, unshown } = await take(read(png), read(gif), read(webp));
    expect(unshown).toEqual([]);
    expect(shown).toEqual([
      { address: "0", mediaType: "image/png", base64: png.toString("base64") },
      { address: "1", mediaType: "image/gif", base64: gif.toString("base64") },
      { address: "2", mediaType: "image/webp", base64: webp.toString("base64") },
    ]);
  });

  it.each<[what: string, bytes: Buffer, kind: string]>([
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'), "no-raster"],
    ["a page", Buffer.from("<!doctype html><title>Sign in</title>"), "no-raster"],
    ["a head that ends too early", aPng().subarray(0, 12), "no-raster"],
    ["nothing", Buffer.of(), "no-raster"],
    ["a tracking pixel", aPng({ width: 1, height: 1 }), "wrong-size"],
    ["a strip that is too long", aPng({ width: 8_001, height: 30 }), "wrong-size"],
    ["too many points in few bytes", aPng({ width: 7_900, height: 7_900 }), "wrong-size"],
  ])("does not show %s", async (_what, bytes, kind) => {
    const { shown, unshown } = await take(read(bytes));
    expect(shown).toEqual([]);
    expect(unshown).toEqual([{ address: "0", because: expect.objectContaining({ kind }) }]);
  });

  it("shows eight, and says that the others were too many", async () => {
    const { shown, unshown } = await take(...Array.from({ length: 10 }, () => read(aPng())));
    expect(shown.map(({ address }) => address)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
    expect(unshown).toEqual([
      { address: "8", because: { kind: "too-many" } },
      { address: "9", because: { kind: "too-many" } },
    ]);
  });

  it("stops before the sum of their bytes is too large for a request", async () => {
    const large = Buffer.concat([aPng(), Buffer.alloc(3_500_000)]);
    const { shown, unshown } = await take(read(large), read(large), read(aPng()));
    expect(shown.map(({ address }) => address)).toEqual(["0", "1"]);
    expect(unshown).toEqual([{ address: "2", because: { kind: "too-many" } }]);
  });
});
