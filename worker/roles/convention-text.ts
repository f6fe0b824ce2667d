// The repository's commit convention as the architect reads it. Our code puts the title into it afterwards, too.
import type { Convention } from "../../src/domain/convention.ts";

/** The style of the repository, followed by its convention for titles. */
export function withConvention(style: string, convention: Convention): string {
  return [style, conventionText(convention)].filter((part) => part !== "").join("\n\n");
}

function conventionText(convention: Convention): string {
  if (convention.kind === "none") return "";
  const { capital, period } = convention.style;
  const start = capital === null ? [] : [`it begins with a ${capital ? "capital" : "small"} letter`];
  const end = period ? ["it ends with a period"] : ["no period at its end"];
  return `## How commit subjects, and so your title, are written here\n${shapeOf(convention)}; ${[...start, ...end].join(", ")}.`;
}

function shapeOf(convention: Exclude<Convention, { kind: "none" }>): string {
  if (convention.kind === "plain") return "A sentence without a prefix";
  const { types, scopes } = convention;
  return scopes.length === 0
    ? `Conventional commits, \`type: subject\`, types ${some(types)}, without a scope`
    : `Conventional commits, \`type(scope): subject\`, types ${some(types)}, scopes ${some(scopes)}`;
}

const MOST_NAMED = 12;

function some(names: string[]): string {
  return names.slice(0, MOST_NAMED).join(", ");
}
