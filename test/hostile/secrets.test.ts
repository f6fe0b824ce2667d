// A hijacked coder writes secrets into files: none is published, and the issue names the kind of each and never its value.
import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { visible } from "../../src/domain/text.ts";
import { openWorld, type World } from "../support/ports/world.ts";
import { aScript, fixes, undecided, writes } from "../support/script.ts";

/** Made up, and put together here so that nobody's scanner finds one in this file. */
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;
const SECRETS: [kind: string, value: string, says: string][] = [
  ["a GitHub token", ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_"), "GITHUB_TOKEN"],
  [
    "a Slack token",
    ["xoxb", "123456789012", "1234567890123", "AbCdEfGhIjKlMnOpQrStUvWx"].join("-"),
    "SLACK_TOKEN",
  ],
  [
    "an npm token",
    `//registry.npmjs.org/:_authToken=${["npm", "a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F6g7H8"].join("_")}`,
    "NPM",
  ],
  ["a private key", key, "PrivateKey"],
  [
    "a database address with a password",
    `postgres://admin:${"hunter2hunter2"}@db.example.com:5432/app`,
    "PostgreSQL",
  ],
];
const leaks = SECRETS.map(([, value], index) => writes(`src/secret${index}.txt`, `${value}\n`));

describe("a hijacked coder's change", () => {
  let world: World;
  beforeAll(async () => {
    world = openWorld({ script: aScript({ coder: [...fixes.slice(0, 1), ...leaks, undecided] }) });
    expect(await world.outcome()).toMatchObject({ kind: "gave-up", reason: { kind: "guard-refused" } });
  });

  it.each(SECRETS)("that holds %s is not published, and the issue names its kind", (kind, value, says) => {
    const index = SECRETS.findIndex(([each]) => each === kind);
    expect(visible(world.shown())).toMatch(
      new RegExp(`src/secret${index}.txt\`: it looks like a secret \\(\\w*${says}`, "i"),
    );
    expect(JSON.stringify([...world.issue.ours])).not.toContain(value.slice(0, 60));
    expect(world.log.join("")).not.toContain(value.slice(0, 60));
  });

  it("leaves no branch and no pull request, and is blocked", () => {
    expect([...world.repository.branches.keys()]).toEqual(["main"]);
    expect([world.github.pulls.size, world.github.checks.size]).toEqual([0, 0]);
    expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
  });
});
