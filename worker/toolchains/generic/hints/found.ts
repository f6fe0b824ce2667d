// What a file of the repository holds, before its commands are told apart by what they do.
import type { Hint, Origin } from "../../../../src/domain/hint.ts";

export type Found = Exclude<Hint, { kind: "setup" | "check" | "withheld" }> | FoundCommand;

/** `run` null: only GitHub can run it. `asks`: what the file has it for; `any`: it does not say. */
export type FoundCommand = { kind: "command"; run: string | null; asks: "setup" | "any"; from: Origin };
