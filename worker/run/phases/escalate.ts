// A wall goes up to the architect, with what is known of it. What follows from the advice is decided elsewhere.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { Tried } from "../../roles/advice.ts";
import { type Advice, advise } from "../../roles/advice.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import { readerTools } from "../../tools/index.ts";
import type { Run } from "../state/begin.ts";
import type { Session } from "./attempt.ts";
import { type EquipNeeds, equip } from "./equip.ts";
import type { Plan } from "./work-order.ts";

export type Stuck = {
  session: Session;
  wall: Wall;
  /** The checks that do not hold; empty: nothing is changed. */
  broken: CheckResult[];
  tried: Tried[];
  /** The change as it stands; null: there is none. */
  diff: Uint8Array | null;
};

const MAX_DIGEST_CHARACTERS = 6000;

export async function escalate(
  run: Pick<Run, "claim" | "record"> & EquipNeeds,
  { ground, spec, order }: Plan,
  { session, wall, broken, tried, diff }: Stuck,
): Promise<HandIn<Advice>> {
  const { sandbox, transcript } = session;
  const equipment = equip(run, ground.opening.rules, readerTools(sandbox), run.claim.signal);
  const answer = await advise(equipment, {
    wall,
    criteria: spec.criteria,
    order,
    diff,
    broken,
    tried,
    digest: transcript.digest(MAX_DIGEST_CHARACTERS),
  });
  if (answer.kind === "handed-in") await run.record({ kind: "wall", wall, advice: answer.value.kind });
  return answer;
}
