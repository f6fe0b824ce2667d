// A wall goes up to the architect: what is known of it, and what follows from the advice.
import { type CheckResult, diagnosticKey, failedTests } from "../../../src/domain/evidence.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { type Question, type Spec, specChanges } from "../../../src/domain/spec.ts";
import { line, oneLine } from "../../../src/domain/text.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import { type Advice, advise } from "../../roles/advice.ts";
import { failuresText, orderText, patchText } from "../../roles/texts.ts";
import { readerTools } from "../../tools/index.ts";
import { gaveUp, unanswered } from "../ending/endings.ts";
import { equip, type Run } from "../state/context.ts";
import { askPeople } from "./ask-people.ts";
import type { Assignment } from "./assignment.ts";
import type { Session } from "./attempt.ts";
import { end, go, type Step } from "./step.ts";

export type Stuck = Session & {
  wall: Wall;
  broken: CheckResult[];
  /** One line for each attempt and each advice so far. */
  tried: string[];
};

/** What the architect takes out of the order; empty: nothing. */
export type Amended = { leftOut: string[]; instructions: string; tried: string };

/** A reason is read on the issue; advice may be long. */
const MAX_REASON_CHARACTERS = 1200;
const MAX_DIGEST_CHARACTERS = 6000;
const MAX_TRIED_CHARACTERS = 300;

export async function escalate(run: Run, assignment: Assignment, stuck: Stuck): Promise<Step<Amended>> {
  const { ground, order, spec } = assignment;
  const { sandbox, transcript, wall, tried } = stuck;
  const broken = withoutRepeats(stuck.broken);
  const failures = failuresText(broken);
  const equipment = equip(run, ground.opening.rules, readerTools(sandbox), run.claim.signal);
  const advice = await advise(equipment, {
    wall,
    orderText: orderText(order),
    change: run.sofar.diff === null ? "(nothing is changed)" : patchText(run.sofar.diff),
    diagnostics: failures || "(no check was run: nothing is changed)",
    tried,
    digest: transcript.digest(MAX_DIGEST_CHARACTERS),
  });
  const task = broken.length > 0 ? "pass-checks" : "go-on";
  if (advice.kind !== "handed-in") return end(unanswered(run, task, advice, failures || null));
  const { kind, instructions } = advice.value;
  await run.reporter.event({ kind: "wall", wall, advice: kind });
  switch (kind) {
    case "stop": {
      const said = oneLine(instructions, MAX_REASON_CHARACTERS);
      return end(gaveUp({ kind: "architect-stops", task, said }, failures || null));
    }
    case "ask":
      return end(await askAt(run, spec, advice.value));
    case "amend":
    case "narrow":
      transcript.user(amendmentText(advice.value, failures));
      return go({
        leftOut: kind === "narrow" ? advice.value.leaveOut : [],
        instructions,
        tried: `the architect's advice: ${oneLine(instructions, MAX_TRIED_CHARACTERS)}`,
      });
    default:
      return kind satisfies never;
  }
}

/** The questions join the spec, so that `/ai go` and an edit of the spec answer them like any other. */
async function askAt(run: Run, spec: Spec, advice: Advice): Promise<Outcome> {
  const asking = specAsking(spec, advice);
  run.reporter.show({ spec: asking, changes: specChanges(spec, asking) });
  return askPeople(run, asking);
}

export function specAsking(spec: Spec, { questions, instructions }: Advice): Spec {
  const used = Math.max(0, ...spec.questions.map((question) => Number(question.id.slice(1))));
  const asked = questions.map(
    (question, index): Question => ({ ...question, id: `Q${used + 1 + index}`, blocking: true }),
  );
  const lesson = line().parse(`Learned at a wall: ${instructions}`);
  return {
    ...spec,
    version: spec.version + 1,
    questions: [...spec.questions, ...asked].slice(-5),
    decisions: [...spec.decisions, lesson].slice(-30),
  };
}

function amendmentText({ kind, instructions, leaveOut }: Advice, failures: string): string {
  const verb = kind === "narrow" ? "narrows" : "amends";
  const without = kind === "narrow" ? `\nLeave out, for this change:\n- ${leaveOut.join("\n- ")}` : "";
  const seen = failures === "" ? "" : `\n\n${failures}`;
  return `The architect looked at where this stands and ${verb} the work order:\n${instructions}${without}${seen}`;
}

/** One line for what an attempt came to. */
export function triedText(attempts: number, broken: CheckResult[]): string {
  const failed = broken.map((result) => {
    const names = [...failedTests(result), ...result.diagnostics.map((d) => d.message)].slice(0, 3);
    return `\`${result.check.name}\`${names.length === 0 ? "" : ` (${names.join("; ")})`}`;
  });
  return oneLine(`attempt ${attempts}: ${failed.join(", ")} failed`, MAX_TRIED_CHARACTERS);
}

/** The compiler's errors come again from every check that compiles. */
export function withoutRepeats(broken: CheckResult[]): CheckResult[] {
  const seen = new Set<string>();
  return broken.map((result) => {
    const diagnostics = result.diagnostics.filter((diagnostic) => !seen.has(diagnosticKey(diagnostic)));
    for (const diagnostic of result.diagnostics) seen.add(diagnosticKey(diagnostic));
    return { ...result, diagnostics };
  });
}
