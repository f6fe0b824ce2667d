// What of a real patch repeats the repository, as a person and a reviewer read it.
import { expect, it } from "@jest/globals";
import type { Suspicion } from "../../../../src/domain/remark.ts";
import { withCopies } from "../../../../worker/evidence/scrutiny/copied.ts";
import { aCheckResult, someEvidence } from "../../../support/builders.ts";
import { emptyRepository, type Files } from "../../../support/git.ts";
import { useWorkspaces } from "../../../support/workspaces.ts";

const BLOCK = `export function total(items) {
  let sum = 0;
  for (const item of items) {
    if (item.price === undefined) throw new Error("no price");
    sum += item.price * item.count;
  }
  return sum;
}
`;

const workspaces = useWorkspaces();

async function suspicionsFor(change: Files, evidence = someEvidence()): Promise<Suspicion[]> {
  using repository = emptyRepository();
  const sha = repository.commit({ "src/cart.js": BLOCK, "src/old.js": `// Old.\n\n${BLOCK}` });
  await using workspace = await workspaces.open(repository, sha);
  const applied = await workspace.apply(repository.patch(change));
  if (applied.kind !== "applied") throw new Error(JSON.stringify(applied.fault));
  return (await withCopies(evidence, applied.patch, workspace)).suspicions;
}

const renamed = BLOCK.replaceAll("items", "rows").replaceAll("total", "amount");
const added = { "src/new.js": `// New.\n${renamed}`, "logo.png": new Uint8Array([0, 1, 2]) };

const before: Suspicion = { kind: "executable", path: "a.sh" };

it("is named with both places, beside what was suspicious before", async () => {
  expect(await suspicionsFor(added, someEvidence({ suspicions: [before] }))).toEqual([
    before,
    {
      kind: "copied",
      added: { path: "src/new.js", from: 2, to: 9 },
      there: { path: "src/cart.js", from: 1, to: 8 },
      renamed: true,
    },
  ]);
});

it("is not named where code moved, where it was there before, or where checks are broken", async () => {
  const moved = { "src/cart.js": null, "src/old.js": null, "src/new.js": BLOCK };
  expect(await suspicionsFor(moved)).toEqual([]);
  expect(await suspicionsFor({ "src/cart.js": `${BLOCK}\nexport const none = 0;\n` })).toEqual([]);
  const broken = someEvidence({ head: [aCheckResult({ ending: "failed", exitStatus: 1 })] });
  expect(await suspicionsFor(added, broken)).toEqual([]);
});
