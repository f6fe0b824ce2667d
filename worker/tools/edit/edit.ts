// Replaces one exact piece of a file, and shows the closest piece to a model that did not write it exactly.
import { z } from "zod";
import { ToolError } from "../../../src/domain/errors.ts";
import { lookAt } from "../near-path.ts";
import { refuseGitsOwn, repositoryPath } from "../path.ts";
import { readText, type ToolFactory, tool } from "../tool.ts";
import { hintFor } from "./closest.ts";
import { echoOf, linesAt, newPlaces } from "./echo.ts";

const Args = z.object({
  path: repositoryPath,
  old: z.string().min(1).describe("exact text, occurring once unless all"),
  new: z.string(),
  all: z.boolean().default(false).describe("replace every occurrence"),
});

export const edit: ToolFactory = (sandbox) =>
  tool({
    name: "edit",
    description: "Replaces a piece of a file. `old` must match exactly, with its indentation.",
    effect: "changes",
    schema: Args,
    shorter: "Replace fewer lines at once, in several calls.",
    run: async ({ path: named, all, ...given }) => {
      refuseGitsOwn(named);
      const { path, found: file } = await lookAt(sandbox, named, (meant) => readText(sandbox, meant));
      const { text } = file;
      const wanted = inLineEndsOf(text, given);
      if (wanted.old === wanted.new)
        throw new ToolError("`old` and `new` are the same: nothing would change.");
      const places = placesOf(text, wanted.old, all ? wanted.old.length : 1);
      refuseUnclear(path, { text, old: wanted.old, places, all });
      const edited = text.replaceAll(wanted.old, () => wanted.new);
      await sandbox.write(path, file.encode(edited));
      const shown = echoOf(edited, newPlaces(places, wanted));
      return { text: `Edited ${path}${shown}`, did: { path } };
    },
  });

/** Models write `\n`, and in a file with `\r\n` they mean that. */
function inLineEndsOf(text: string, given: { old: string; new: string }): { old: string; new: string } {
  if (text.includes(given.old) || !text.includes("\r\n")) return given;
  const carried = (part: string) => part.replace(/\r?\n/g, "\r\n");
  return { old: carried(given.old), new: carried(given.new) };
}

type Wanted = { text: string; old: string; places: number[]; all: boolean };

function refuseUnclear(path: string, { text, old, places, all }: Wanted): void {
  if (places.length === 0) throw new ToolError(`\`old\` is not in ${path}. ${hintFor(text, old)}`);
  if (all || places.length === 1) return;
  throw new ToolError(
    `\`old\` is in ${path} ${places.length} times, at lines ${linesAt(text, places)}. Add neighbouring lines to name one, or set \`all\`.`,
  );
}

/** Where it is, from left to right. `step` is how far after one place the next may begin. */
function placesOf(text: string, old: string, step: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(old); at !== -1; at = text.indexOf(old, at + step)) places.push(at);
  return places;
}
