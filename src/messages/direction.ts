// Whether a review was answered in the code alone or began the work anew, why, and how a person has it the other way.
import type { Direction } from "../domain/direction.ts";
import { neutral, oneLine } from "../domain/text.ts";
import { nameOf } from "./stop.ts";

/**
 * `version`: of the spec that was built. `isNew`: it is not the one that was built before. `isAfresh`: nothing of the change
 * before was gone on from.
 */
export type Course = { direction: Direction; version: number; isNew: boolean; isAfresh: boolean };

/** `thread`: the id of the thread that is told. */
export function directionText(course: Course, thread: number): string {
  const { direction } = course;
  return direction.kind === "polish" ? polishText(direction, course) : restartText(direction, course, thread);
}

type Of<Kind extends Direction["kind"]> = Extract<Direction, { kind: Kind }>;

const TO_RESTART = "To have the spec changed and built afresh, reply `/ai restart`.";

function polishText({ because }: Of<"polish">, { version }: Course): string {
  switch (because.kind) {
    case "command":
      return `Polish, as \`${neutral(nameOf(because.by))}\` asked: spec v${version} stays as it is.`;
    case "not-proposed":
      return `Polish: nothing here changes what spec v${version} asks for. ${TO_RESTART}`;
    case "names-nothing":
      return `Polish: the architect proposed a new spec, and named nothing in spec v${version} that would change. ${TO_RESTART}`;
    case "spec-unchanged":
      return `Polish: the spec was written anew with this and came out the same, so v${version} stays. ${TO_RESTART}`;
    default:
      return because satisfies never;
  }
}

function restartText(
  { because }: Of<"restart">,
  { version, isNew, isAfresh }: Course,
  thread: number,
): string {
  const how = isAfresh ? "built afresh" : "gone on with, because people's commits are on the branch";
  const came = isNew
    ? `this became part of spec v${version}, and the change was ${how}`
    : `spec v${version} came out the same, and the change was ${how}`;
  if (because.kind === "command") return `Restart, as \`${neutral(nameOf(because.by))}\` asked: ${came}.`;
  const of = isNew ? ` of v${version - 1}` : "";
  const criteria = because.criteria.length === 0 ? "" : ` (${because.criteria.join(", ")}${of})`;
  if (because.threads.length > 0 && !because.threads.includes(thread))
    return `Restart: another thread changes what is wanted${criteria}, so the change follows spec v${version} now, and was ${how}.`;
  const said = oneLine(because.said);
  return `Restart: this changes what is wanted${criteria}, so ${came}. The architect's reason: ${said} To have only the code changed, reply \`/ai polish\`.`;
}
