// The containment proof on this host: every attack for real, and nothing left of it afterwards.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ATTACKS } from "../../containment/index.ts";
import type { Proof } from "../../containment/prove.ts";
import { isHeld } from "../../containment/verdict.ts";
import { proveIt } from "../support/containment.ts";
import { eventually } from "../support/eventually.ts";
import { describeRed } from "./red.ts";

/** What this machine may be too small for; said so in the table, and no reason to stop. */
const MAY_LACK = /^asks the metadata address|^connects to a foreign host|IPv6|^set-up: /;

describe("the containment proof", () => {
  let proof: Proof;
  // Other proofs may run on this host meanwhile: this one has a folder for temporary files of its own.
  const usual = process.env.TMPDIR;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proof-"));
    process.env.TMPDIR = folder;
    proof = await proveIt();
  }, 240_000);
  afterAll(async () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    await rm(folder, { recursive: true, maxRetries: 20 });
  });

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

  it("takes everything away again", async () => {
    expect(readdirSync(folder)).toEqual([]);
    expect(containersOfThisProcess()).toEqual([]);
    expect(process.env.OPENAI_API_KEY ?? "").not.toContain("canary");
    await eventually("no address of a proof is left", () => addressesOfProofs().length === 0);
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

describeRed();

/** A worker's label begins with the number of its process. */
function containersOfThisProcess(): string[] {
  const format = ["--format", '{{.Label "issuewright.worker"}} {{.Label "issuewright.run"}}'];
  const lines = execFileSync("docker", ["ps", "-a", ...format])
    .toString()
    .split("\n");
  return lines.filter((line) => line.startsWith(`${process.pid}.`));
}

function addressesOfProofs(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return addresses
    .map(({ address }) => address)
    .filter((address) => /^(169\.254\.169\.254|203\.0\.113\.7[78])$/.test(address));
}
