// Finds a pattern in the repository's text.
import { z } from "zod";
import { beginningOf } from "../../src/domain/cut.ts";
import type { Match } from "../sandboxes/sandbox.ts";
import { lookAt } from "./near-path.ts";
import { repositoryPath } from "./path.ts";
import { type ReaderFactory, tool } from "./tool.ts";

const MAX_MATCHES = 100;
const MAX_LINE_CHARACTERS = 250;
const TIMEOUT_MS = 20_000;

const Args = z.object({
  pattern: z.string().min(1).describe("extended regular expression"),
  path: repositoryPath.default(".").describe("file or folder"),
});

export const search: ReaderFactory = (sandbox) =>
  tool({
    name: "search",
    description: "Searches file contents, ignored files left out.",
    effect: "reads",
    schema: Args,
    run: async ({ pattern, path: given }) => {
      const options = { pattern, maxMatches: MAX_MATCHES + 1, timeoutMs: TIMEOUT_MS };
      const { found } = await lookAt(sandbox, given, (path) => sandbox.search({ ...options, path }));
      return { text: rowsOf(found), did: { path: null } };
    },
  });

function rowsOf(matches: Match[]): string {
  if (matches.length === 0) return "No match.";
  const rows = matches
    .slice(0, MAX_MATCHES)
    .map((match) => `${match.path}:${match.line}:${shortened(match.text)}`);
  const more = matches.length > MAX_MATCHES ? ["(more matches; narrow the pattern or the path)"] : [];
  return [...rows, ...more].join("\n");
}

/** The line may have been cut before, so nobody knows how much there is. */
function shortened(text: string): string {
  return text.length > MAX_LINE_CHARACTERS ? `${beginningOf(text, MAX_LINE_CHARACTERS)}…` : text;
}
