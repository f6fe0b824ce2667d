// The containment proof on this host: every attack for real, and nothing left of it afterwards.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ATTACKS } from "../../../worker/containment/index.ts";
import type { Proof } from "../../../worker/containment/prove.ts";
import { isHeld } from "../../../worker/containment/verdict.ts";
import { proveIt } from "../../support/containment.ts";

/** What this machine may be too small for; said so in the table, and no reason to stop. */
const MAY_LACK = /^asks the metadata address|^connects to a foreign host|IPv6|^set-up: /;

describe("the containment proof", () => {
  let proof: Proof;
  const before = seen();
  beforeAll(async () => {
    proof = await proveIt();
  }, 240_000);

  it("tries every attack, as whoever it says", () => {
    expect(proof.rows.map(({ attack, who }) => `${attack} as ${who}`).sort()).toEqual(
      ATTACKS.flatMap(({ name, by }) => by.map((who) => `${name} as ${who}`)).sort(),
    );
  });

  it("finds nothing allowed and nothing unclear", () => {
    expect(proof.rows.filter(({ verdict }) => verdict === "allowed" || verdict === "no-answer")).toEqual([]);
    expect(isHeld(proof)).toBe(true);
  });

  it("leaves out only what the host itself cannot do", () => {
    const left = proof.rows.filter(({ verdict }) => verdict === "not-proven").map(({ attack }) => attack);
    expect(left.filter((attack) => !MAY_LACK.test(attack))).toEqual([]);
  });

  it("sees honest work of every kind work", () => {
    expect(proof.honest.filter(({ verdict }) => verdict !== "works")).toEqual([]);
    expect(proof.honest.length).toBeGreaterThan(15);
  });

  it("takes everything away again", () => {
    expect(seen()).toEqual(before);
  });

  afterAll(() => {
    expect(process.env.OPENAI_API_KEY ?? "").not.toContain("canary");
  });
});

describe("its short form", () => {
  it("tries a part of each dangerous kind, and holds", async () => {
    const proof = await proveIt({ plant: null });
    expect(isHeld(proof)).toBe(true);
    expect([...new Set(proof.rows.map(({ group }) => group))]).toEqual([
      "egress",
      "escape",
      "abuse",
      "file tricks",
    ]);
  });
});

/** Addresses, folders and containers of the proof on this machine. */
function seen() {
  const addresses = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => address),
  );
  const names = execFileSync("docker", ["ps", "-a", "--format", '{{.Label "issuewright.run"}}']).toString();
  return {
    addresses: addresses.filter((address) => /^(169\.254\.169\.254|203\.0\.113\.)/.test(address)),
    folders: readdirSync(tmpdir()).filter((name) => name.startsWith("issuewright-containment-")),
    containers: names.split("\n").filter((name) => name.startsWith("containment-")),
  };
}
