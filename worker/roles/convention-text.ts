// The repository's commit convention as the architect reads it: style for the title, enforced afterwards.
import type { Convention } from "../../src/domain/convention.ts";

/** The style of the repository, with what only somebody who writes a title needs. */
export function withConvention(style: string, convention: Convention): string {
  return [style, conventionText(convention)].filter((part) => part !== "").join("\n\n");
}

function conventionText(convention: Convention): string {
  if (convention.kind === "none") return "";
  const { capital, period } = convention.style;
  const start = capital === null ? [] : [`it begins with a ${capital ? "capital" : "small"} letter`];
  const end = period ? ["it ends with a period"] : ["no period at its end"];
  return `## How commit subjects are written here, and so your title\n${shapeOf(convention)}; ${[...start, ...end].join(", ")}.`;
}

function shapeOf(convention: Exclude<Convention, { kind: "none" }>): string {
  switch (convention.kind) {
    case "conventional": {
      const scopes =
        convention.scopes.length === 0 ? ", without a scope" : `, scopes ${some(convention.scopes)}`;
      return `Conventional commits, \`type${convention.scopes.length === 0 ? "" : "(scope)"}: subject\`, types ${some(convention.types)}${scopes}`;
    }
    case "area":
      return `\`area: subject\`, areas ${some(convention.areas)}`;
    case "tag":
      return `\`[tag] subject\`, tags ${some(convention.tags)}`;
    case "gitmoji":
      return `An emoji and the subject, such as ${some(convention.emojis)}`;
    case "sentence":
      return "A sentence without a prefix";
    default:
      return convention satisfies never;
  }
}

const MOST_NAMED = 12;

function some(names: string[]): string {
  return names.slice(0, MOST_NAMED).join(", ");
}
