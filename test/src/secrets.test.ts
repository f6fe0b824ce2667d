// What looks like a secret is taken out of texts for people.
import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "@jest/globals";
import { withoutSecrets } from "../../src/secrets.ts";

// Put together here, so that no scanner takes this file for a leak.
const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

it("secrets are taken out of a text, whatever stands around them, and the rest stays", async () => {
  const text = `#### coder\n\n\`\`\`text\n1: token = ${token}\n2: and ${token}\n${key}\n\`\`\``;
  const shown = await withoutSecrets(text);
  expect(shown).toContain("1: token = [looked like a secret]\n2: and [looked like a secret]\n");
  expect(shown).not.toContain(token);
  expect(shown).not.toContain(key.split("\n")[5]);
  expect(await withoutSecrets("const total = sum(prices);")).toBe("const total = sum(prices);");
});
