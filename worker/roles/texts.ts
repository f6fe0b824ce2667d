// Specs, orders, threads and failures as a model reads them: plain, compact, without invisible characters.
import { cutInTheMiddle } from "../../src/domain/cut.ts";
import type { CheckResult } from "../../src/domain/evidence.ts";
import type { Criterion, Spec } from "../../src/domain/spec.ts";
import { asWritten, visible } from "../../src/domain/text.ts";
import type { Contradiction, WorkOrder } from "../../src/domain/work-order.ts";
import { brokenChecksText } from "../../src/messages/broken-check.ts";
import { count } from "../../src/messages/words.ts";
import { withoutReports } from "../diagnostics/index.ts";

const MAX_PATCH_CHARACTERS = 60_000;

/** For those who build from the spec. */
export function specText(spec: Spec): string {
  return specWith(
    spec,
    list(
      "Open questions, to be decided as recommended",
      spec.questions.map((q) => `${q.text} Recommended: ${q.recommended}`),
    ),
  );
}

/** For the architect who writes the next version, when people may have answered. */
export function specSoFarText(spec: Spec): string {
  return specWith(
    spec,
    list(
      "Open questions; the newest comments may answer these",
      spec.questions.map(
        (q) =>
          `${q.id} (${q.blocking ? "blocking" : "not blocking"}): ${q.text} Recommended: ${q.recommended}`,
      ),
    ),
  );
}

function specWith(spec: Spec, questions: string): string {
  return visible(
    [
      `Goal: ${spec.goal}`,
      `Acceptance criteria:\n${criteriaText(spec.criteria)}`,
      list("Out of scope", spec.outOfScope),
      list("Technical requirements", spec.requirements),
      questions,
      list("Decisions and lessons", spec.decisions),
    ]
      .filter((part) => part !== "")
      .join("\n"),
  );
}

export function criteriaText(criteria: Criterion[]): string {
  return visible(criteria.map((c) => `- ${c.id}: ${c.text}`).join("\n"));
}

export function orderText(order: WorkOrder): string {
  return visible(
    [
      `Title: ${order.title}`,
      order.summary,
      list("Read first", order.context.map(contextText)),
      list("Interfaces", order.interfaces),
      list("Contracts", order.contracts),
      list("Steps", order.steps),
      list("Tests to write", order.tests),
      list("Existing tests that you may change, and no others", order.contradicts.map(contradictionText)),
      list("Out of scope", order.outOfScope),
      list("Dependencies that may be added or altered", order.dependencies),
      list("Expected to touch", order.footprint),
    ]
      .filter((part) => part !== "")
      .join("\n"),
  );
}

function contextText({ path, fromLine, toLine, symbols, why }: WorkOrder["context"][number]): string {
  return [`${path}:${fromLine}-${toLine}`, symbols.join(", "), `(${why})`]
    .filter((part) => part !== "")
    .join(" ");
}

function contradictionText({ file, test, because }: Contradiction): string {
  return `${file}: ${test} (${because} contradicts it)`;
}

const MAX_STEP_CHARACTERS = 140;
const MAX_REMINDER_CHARACTERS = 1_600;

/** The order in short, and what is still to do. */
export function reminderText(order: WorkOrder, checks: { broken: string[]; notRun: string[] }): string {
  const short = (items: string[]) => items.map((item) => asWritten(item, MAX_STEP_CHARACTERS));
  const text = [
    `A reminder by the harness. The work order: ${order.title}`,
    list("Steps", short(order.steps)),
    list("Tests to write", short(order.tests)),
    list("Out of scope", short(order.outOfScope)),
    checks.broken.length === 0 ? "" : `Checks that failed when last measured: ${checks.broken.join(", ")}`,
    checks.notRun.length === 0
      ? ""
      : `Not run by you since your last change: ${checks.notRun.map((command) => `\`${command}\``).join(", ")}`,
    "When all of it is done, call `done`.",
  ]
    .filter((part) => part !== "")
    .join("\n");
  return visible(text.length <= MAX_REMINDER_CHARACTERS ? text : shortReminder(order, checks.broken));
}

/** For a long order; the first message of the conversation holds all of it. */
function shortReminder(order: WorkOrder, broken: string[]): string {
  const open = broken.length === 0 ? "" : ` Checks that failed when last measured: ${broken.join(", ")}.`;
  return `A reminder by the harness. The work order: ${order.title} (${count(order.steps.length, "step")}, ${count(order.tests.length, "test")}; see the first message).${open} When all of it is done, call \`done\`.`;
}

export function failuresText(broken: CheckResult[]): string {
  return brokenChecksText(broken.map((result) => ({ ...result, output: withoutReports(result.output) })));
}

/** Leaves out the middle of a very long patch, and says so. */
export function patchText(diff: Uint8Array): string {
  return cutInTheMiddle(Buffer.from(diff).toString(), MAX_PATCH_CHARACTERS);
}

function list(title: string, items: string[]): string {
  return items.length === 0 ? "" : `${title}:\n${items.map((item) => `- ${item}`).join("\n")}`;
}
