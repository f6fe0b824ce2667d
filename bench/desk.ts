// Prints what the three roles read in one fixed run, with the tokens of each part: a change of a prompt is seen as a diff.
import { openWorld } from "../test/support/ports/world.ts";
import { deskOf } from "./desk/render.ts";

const world = openWorld();
const outcome = await world.outcome();
if (outcome.kind !== "opened") throw new Error(`The run ended ${outcome.kind}`);
process.stdout.write(deskOf(world.models.requests));
