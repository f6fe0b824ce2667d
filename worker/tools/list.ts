// Shows what is in a folder.
import { z } from "zod";
import type { Entry } from "../sandboxes/sandbox.ts";
import { lookAt } from "./near-path.ts";
import { repositoryPath } from "./path.ts";
import { type ReaderFactory, tool } from "./tool.ts";

const MAX_ENTRIES = 300;

const Args = z.object({ path: repositoryPath.default(".") });

export const list: ReaderFactory = (sandbox) =>
  tool({
    name: "list",
    description: "Lists a folder.",
    effect: "reads",
    schema: Args,
    run: async ({ path: given }) => {
      const { path, found } = await lookAt(sandbox, given, (meant) => sandbox.list(meant));
      return { text: listing(path, found), did: { path: null } };
    },
  });

function listing(path: string, found: Entry[]): string {
  if (found.length === 0) return `${path} is empty.`;
  const entries = found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const rest = entries.length - MAX_ENTRIES;
  const more =
    rest > 0
      ? [`(${rest} more ${rest === 1 ? "entry" : "entries"}; list a folder in it, or use search)`]
      : [];
  return [...entries.slice(0, MAX_ENTRIES).map(rowOf), ...more].join("\n");
}

function rowOf({ name, kind, bytes }: Entry): string {
  switch (kind) {
    case "folder":
      return `${name}/`;
    case "file":
      return `${name} ${bytes}`;
    case "link":
      return `${name} (link)`;
    case "other":
      return `${name} (special)`;
    default:
      return kind satisfies never;
  }
}
