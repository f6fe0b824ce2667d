// Secrets in the lines a patch adds are found before anything is published, and never repeated.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { findSecrets } from "../../../../worker/run/phases/secrets.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

// Put together here, so that no scanner takes this file for a leak.
const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

const NO_BYTES = new Map<string, Uint8Array>();

describe("secrets in a patch", () => {
  it("are found by kind and path, without their value", async () => {
    const patch = aPatch(
      aChange({ path: "src/a.js", added: [`const token = "${token}";`] }),
      aChange({ path: "keys/b.pem", added: key.split("\n") }),
    );
    const found = await findSecrets(patch, NO_BYTES);
    expect(found.map(({ path }) => path)).toEqual(["src/a.js", "keys/b.pem"]);
    expect(JSON.stringify(found)).not.toContain(token.slice(4, 20));
  });

  it.each([
    ["over two lines", [`const token = "${token.slice(0, 20)}" +`, `  "${token.slice(20)}";`]],
    ["in base64", [`const token = "${Buffer.from(token).toString("base64")}";`]],
    ["backwards", [`const token = "${[...token].reverse().join("")}";`]],
  ])("are not found when written %s, which is not promised", async (_how, added) => {
    expect(await findSecrets(aPatch(aChange({ added })), NO_BYTES)).toEqual([]);
  });

  it.each([
    ["behind a NUL", Buffer.from(`\0 const token = "${token}";`)],
    ["with a NUL in the midst of it", Buffer.from(`token = "${token.slice(0, 9)}\0${token.slice(9)}"`)],
    ["in UTF-16", Buffer.from(`\ufefftoken = "${token}"`, "utf16le")],
    ["in UTF-16, the other way round", Buffer.from(`\ufefftoken = "${token}"`, "utf16le").swap16()],
    ["in a binary file", Buffer.concat([Buffer.from([0, 255, 1]), Buffer.from(`\n${token}\n`)])],
  ])("are found %s", async (_how, content) => {
    const patch = aPatch(aChange({ path: "a.bin", isText: false, added: [], removed: [] }));
    expect((await findSecrets(patch, new Map([["a.bin", content]]))).map(({ path }) => path)).toEqual([
      "a.bin",
    ]);
  });

  it("are found among characters that a reader cannot see", async () => {
    const split = `token = "${token.slice(0, 9)}\u200b${token.slice(9)}"`;
    expect(await findSecrets(aPatch(aChange({ path: "a.js", added: [split] })), NO_BYTES)).toHaveLength(1);
  });

  it("are not seen in ordinary code, nor in binary files", async () => {
    const patch = aPatch(
      aChange({ added: ["const total = sum(prices);"] }),
      aChange({ path: "a.png", added: [] }),
    );
    expect(await findSecrets(patch, NO_BYTES)).toEqual([]);
  });
});
