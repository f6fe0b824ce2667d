// Everything a sweep looks for on an issue. A new finder is a pure function in a file and a line here.
import type { Intent } from "../../../domain/intent.ts";
import type { Sighting } from "../sighting.ts";
import { baseCiEnded } from "./base-ci-ended.ts";
import { changedComments } from "./changed-comments.ts";
import { ciEnded } from "./ci-ended.ts";
import { ciMissed } from "./ci-missed.ts";
import { comments } from "./comments.ts";
import { edited } from "./edited.ts";
import { labelled } from "./labelled.ts";
import { lost } from "./lost.ts";
import { pullComments } from "./pull-comments.ts";
import { pulls } from "./pulls.ts";
import { reviews } from "./reviews.ts";
import { specEdited } from "./spec-edited.ts";
import { stops } from "./stops.ts";

const finders: ((sighting: Sighting) => Intent[])[] = [
  stops,
  labelled,
  lost,
  edited,
  specEdited,
  comments,
  changedComments,
  reviews,
  pullComments,
  pulls,
  ciEnded,
  ciMissed,
  baseCiEnded,
];

/** In the order in which they are to be taken in. */
export function findIn(sighting: Sighting): Intent[] {
  return finders.flatMap((finder) => finder(sighting));
}
