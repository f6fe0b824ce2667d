// The tools that a model may be given. To add one, add a file to this folder and a line here.
import type { Readable, Sandbox } from "../sandboxes/sandbox.ts";
import { edit } from "./edit/edit.ts";
import { list } from "./list.ts";
import { read } from "./read.ts";
import { search } from "./search.ts";
import { shell } from "./shell.ts";
import type { ReaderFactory, Tool, ToolFactory } from "./tool.ts";
import { write } from "./write.ts";

const READER: readonly ReaderFactory[] = [list, search, read];
const CODER: readonly ToolFactory[] = [...READER, edit, write, shell];

/** For roles that read and judge. */
export function readerTools(sandbox: Readable): Tool[] {
  return READER.map((make) => make(sandbox));
}

/** For the role that looks at a change and tries it, in a sandbox that is thrown away. */
export function reviewerTools(sandbox: Readable & Pick<Sandbox, "run">): Tool[] {
  return [...readerTools(sandbox), shell(sandbox)];
}

/** For the role that changes things. */
export function coderTools(sandbox: Sandbox): Tool[] {
  return CODER.map((make) => make(sandbox));
}
