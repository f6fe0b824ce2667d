// The port of the commands that people give in comments: `/ai` and a name. Only people with write access are heard.
import type { Wish } from "../domain/intent.ts";

export type Command = {
  /** One word in lower case. */
  name: string;
  /** What happens, for the tables of `/ai help` and the README: one line, no full stop. */
  help: string;
  /** What the person asks for. `textDigest` pins the issue text as the person saw it. */
  wish(textDigest: string): Wish;
};
