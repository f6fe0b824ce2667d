// What a file of the repository holds, before its commands are told apart by what they do.
import type { Hint, Origin } from "../../../../src/domain/hint.ts";
import { imageWith, type Program } from "../../program.ts";

export type Found = Exclude<Hint, { kind: "setup" | "check" | "withheld" }> | FoundCommand;

/** `run` null: only GitHub can run it. `asks`: what the file has it for; `any`: it does not say. */
export type FoundCommand = { kind: "command"; run: string | null; asks: "setup" | "any"; from: Origin };

/** What is longer is no version that anybody would read. */
const MAX_CHARACTERS = 60;

/** `text`: what the repository asks for, as it is written there. */
export function versionOf(program: Program, text: string, from: Origin): Found {
  const asked = text.slice(0, MAX_CHARACTERS);
  const image = imageWith(program, { asked, from: from.path });
  return { kind: "version", program: program.program, asked, image, from };
}
