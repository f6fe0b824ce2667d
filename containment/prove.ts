// Runs the attacks for real and says how each of them ended.
import type { Clock } from "../src/clock.ts";
import { reasonOf } from "../src/domain/errors.ts";
import type { Services } from "../src/domain/rules-services.ts";
import type { Log } from "../src/log.ts";
import type { PrivilegedAccess } from "../worker/sandboxes/engine.ts";
import type { Limits, Sandboxes, Tree } from "../worker/sandboxes/sandbox.ts";
import type { Workspace } from "../worker/workspace/workspace.ts";
import type { Attack, Group, Site } from "./attack.ts";
import { hijackedService } from "./beside.ts";
import { type Canaries, type Plant, plantCanaries } from "./canaries.ts";
import { type Cell, openCell } from "./cell.ts";
import { ATTACKS } from "./index.ts";
import { openRepository, plainTree } from "./repository.ts";
import { type Attacker, type AttackResult, noAnswer } from "./result.ts";
import { allowedHosts } from "./set-up.ts";
import { openTargets, type Targets } from "./targets.ts";

/** `no-answer`: it was tried, and how it ended is not clear. `not-proven`: this host lacks what it needs. */
export type Verdict = "held" | "allowed" | "no-answer" | "not-proven";

export type Row = {
  group: Group;
  attack: string;
  who: Attacker;
  expected: string;
  observed: string;
  verdict: Verdict;
};
export type Honest = {
  group: Group;
  what: string;
  observed: string;
  verdict: "works" | "broken" | "not-proven";
};
export type Proof = { rows: Row[]; honest: Honest[]; durationMs: number };

export type ProveOptions = {
  sandboxes: Sandboxes;
  access: PrivilegedAccess;
  dataDir: string;
  clock: Clock;
  log: Log;
  /** Null: the short form, in which no secret is planted and no repository fetched. */
  plant: Plant | null;
  signal: AbortSignal;
  attacks?: Attack[];
};

/** Small, so that an attack reaches them soon. */
const LIMITS: Limits = {
  memoryBytes: 192 * 1024 ** 2,
  pids: 64,
  cpuShares: 512,
  diskBytes: 48 * 1024 ** 2,
};

export async function prove(options: ProveOptions): Promise<Proof> {
  const { clock, plant, attacks = ATTACKS } = options;
  const started = clock.now();
  await using equipment = await openEquipment(options);
  const chosen = attacks.filter((attack) => plant !== null || attack.short);
  // A sandbox for each group, so that what one leaves does not weigh on the next; the short form is in a hurry.
  const rounds = plant === null ? [chosen] : groupsOf(chosen);
  const ends = await Promise.allSettled(rounds.map((round) => proveRound(equipment, round, options.signal)));
  const parts = ends.map((end) => (end.status === "fulfilled" ? end.value : over(end.reason)));
  const [rows, honest] = [parts.flatMap((part) => part.rows), parts.flatMap((part) => part.honest)];
  return { rows, honest, durationMs: clock.now() - started };
}

/** Called when every round has ended, so that none still runs. */
function over(reason: unknown): never {
  throw reason;
}

type Equipment = AsyncDisposable & {
  targets: Targets;
  canaries: Canaries | null;
  workspace: Workspace | null;
  open(allow: string[] | null, services?: Services): Promise<Cell>;
};

async function openEquipment(options: ProveOptions): Promise<Equipment> {
  const { sandboxes, access, dataDir, log, plant, signal } = options;
  await using stack = new AsyncDisposableStack();
  const targets = stack.use(await openTargets());
  const canaries = plant === null ? null : stack.use(await plantCanaries(plant));
  const repository =
    canaries === null
      ? null
      : stack.use(await openRepository({ dataDir, log, signal, authorization: canaries.authorization }));
  const workspace = repository?.workspace ?? null;
  const tree: Tree = workspace?.tree ?? stack.use(await plainTree(dataDir)).tree;
  let program: Promise<Uint8Array> | null = null;
  const closer = stack.move();
  return {
    ...{ targets, canaries, workspace },
    async open(allow, services) {
      return await openCell({
        sandboxes,
        access,
        tree,
        egress: allow === null ? null : { allow },
        limits: LIMITS,
        services: services ?? null,
        program: (compile) => {
          program ??= compile();
          return program;
        },
      });
    },
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}

function groupsOf(attacks: Attack[]): Attack[][] {
  return [...Map.groupBy(attacks, (attack) => attack.group).values()];
}

type Part = Pick<Proof, "rows" | "honest">;

async function proveRound(equipment: Equipment, attacks: Attack[], signal: AbortSignal): Promise<Part> {
  await using stack = new AsyncDisposableStack();
  const cell = stack.use(await equipment.open(null));
  let opening: Promise<Cell> | null = null;
  const setUp = () => {
    opening ??= equipment.open(allowedHosts(equipment.targets)).then((opened) => stack.use(opened));
    return opening;
  };
  let serving: Promise<Cell> | null = null;
  const withService = () => {
    serving ??= hijackedService()
      .then((services) => equipment.open(null, services))
      .then((opened) => stack.use(opened));
    return serving;
  };
  const part: Part = { rows: [], honest: [] };
  const counterparts = new Map(attacks.map(({ counterpart, group }) => [counterpart, group]));
  for (const [counterpart, group] of counterparts) {
    signal.throwIfAborted();
    const result = await tried(equipment, { cell, setUp, withService }, (site) => counterpart.attempt(site));
    part.honest.push({ group, what: counterpart.name, observed: result.how, verdict: HONEST[result.kind] });
  }
  for (const attack of attacks) {
    for (const who of attack.by) {
      signal.throwIfAborted();
      const { group, name, expected } = attack;
      const result = await tried(equipment, { cell, setUp, withService }, (site) =>
        attack.attempt(site, who),
      );
      part.rows.push({
        group,
        attack: name,
        who,
        expected,
        observed: result.how,
        verdict: VERDICTS[result.kind],
      });
    }
  }
  return part;
}

const HONEST: Record<AttackResult["kind"], Honest["verdict"]> = {
  worked: "works",
  refused: "broken",
  "no-answer": "broken",
  "not-set-up": "not-proven",
};

const VERDICTS: Record<AttackResult["kind"], Verdict> = {
  worked: "allowed",
  refused: "held",
  "no-answer": "no-answer",
  "not-set-up": "not-proven",
};

/** An attack that breaks its sandbox, or the proof, was not held: nobody knows how it ended. */
async function tried(
  { targets, canaries, workspace, open }: Equipment,
  cells: Pick<Site, "cell" | "setUp" | "withService">,
  attempt: (site: Site) => Promise<AttackResult>,
): Promise<AttackResult> {
  await using stack = new AsyncDisposableStack();
  const another = async () => stack.use(await open(null));
  try {
    return await attempt({ ...cells, another, targets, canaries, workspace });
  } catch (thrown) {
    return noAnswer(reasonOf(thrown));
  }
}
