// Secrets in the lines a patch adds are found before anything is published, and never repeated.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { findSecrets, withoutSecrets } from "../../../../worker/run/phases/secrets.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

// Put together here, so that no scanner takes this file for a leak.
const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

describe("secrets in a patch", () => {
  it("are found by kind and path, without their value", async () => {
    const patch = aPatch(
      aChange({ path: "src/a.js", added: [`const token = "${token}";`] }),
      aChange({ path: "keys/b.pem", added: key.split("\n") }),
    );
    const found = await findSecrets(patch);
    expect(found.map(({ path }) => path)).toEqual(["src/a.js", "keys/b.pem"]);
    expect(JSON.stringify(found)).not.toContain(token.slice(4, 20));
  });

  it.each([
    ["over two lines", [`const token = "${token.slice(0, 20)}" +`, `  "${token.slice(20)}";`]],
    ["in base64", [`const token = "${Buffer.from(token).toString("base64")}";`]],
    ["backwards", [`const token = "${[...token].reverse().join("")}";`]],
  ])("are not found when written %s, which is not promised", async (_how, added) => {
    expect(await findSecrets(aPatch(aChange({ added })))).toEqual([]);
  });

  it("are not seen in ordinary code, nor in binary files", async () => {
    const patch = aPatch(
      aChange({ added: ["const total = sum(prices);"] }),
      aChange({ path: "a.png", added: [] }),
    );
    expect(await findSecrets(patch)).toEqual([]);
  });
});

describe("secrets in a text for people", () => {
  it("are taken out of it, whatever stands around them, and the rest stays", async () => {
    const text = `#### coder\n\n\`\`\`text\n1: token = ${token}\n2: and ${token}\n${key}\n\`\`\``;
    const shown = await withoutSecrets(text);
    expect(shown).toContain("1: token = [looked like a secret]\n2: and [looked like a secret]\n");
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(key.split("\n")[5]);
    expect(await withoutSecrets("const total = sum(prices);")).toBe("const total = sum(prices);");
  });
});
