// Why a sandbox refused a file operation, as a fact and as the words that a model reads.
import { ToolError } from "../../src/domain/errors.ts";

export type FileOperation = "read" | "write" | "list" | "run a command in";

/** What the tool server says; its words are in docker/sandbox/tool/reply.c and serve.c. */
export type FileRefusal = { operation: FileOperation; path: string; reason: string };

/** The model can mend it. */
export class FileRefused extends ToolError {
  override name = "FileRefused";
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    const { because, remedy } = reasonWords(refusal.reason);
    super(`Could not ${refusal.operation} ${refusal.path}: ${because}. ${remedy}.`);
    this.refusal = refusal;
  }
}

const WORDS: Record<string, [because: string, remedy: string]> = {
  outside: ["it leads out of the repository", "Use a path relative to the repository root, as `src/main.c`"],
  missing: ["there is no such file or folder", "List the folder to see what is there"],
  "not-file": ["it is not a regular file", "Name a regular file"],
  "not-folder": ["part of it is not a folder", "List the parent folder to see what is there"],
  "too-large": ["it is larger than may be read at once", "Read a part of it with a command"],
  denied: ["the file system does not permit it", "Look at its owner and mode"],
  "no-space": ["the sandbox's disk is full", "Remove what is not needed"],
  "name-too-long": ["its name is too long", "Use a shorter name"],
  "has-nul": ["it holds a NUL byte", "Leave the NUL byte out"],
  "no-process": ["the sandbox is at its process limit", "Try again"],
  busy: ["another command is still running", "Try again"],
};

export function reasonWords(reason: string): { because: string; remedy: string } {
  const [because, remedy] = WORDS[reason] ?? [`it failed (${reason})`, "Try again"];
  return { because, remedy };
}
