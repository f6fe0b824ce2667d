// What a model reads when a file operation was refused.
import { ToolError } from "../../../src/domain/errors.ts";

const REASONS: Record<string, [because: string, remedy: string]> = {
  outside: ["it leads out of the repository", "Use a path relative to the repository root"],
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

export function toolFault(what: string, error: string): ToolError {
  const [because, remedy] = REASONS[error] ?? [`it failed (${error})`, "Try again"];
  return new ToolError(`Could not ${what}: ${because}. ${remedy}`);
}
