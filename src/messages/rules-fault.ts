// A fault in the rules file in words: what is wrong on which line, and what to do about it.
import type { RulesFault } from "../domain/rules.ts";

/** `line 3, …`, without a full stop. */
export function faultLine(fault: RulesFault): string {
  return `line ${fault.line}, ${whatIsWrong(fault)}`;
}

/** A sentence without its full stop. */
export function faultRemedy(fault: RulesFault): string {
  switch (fault.kind) {
    case "too-large":
      return "Shorten it";
    case "not-yaml":
      return "Check indentation, quotes and colons on that line";
    case "alias":
      return "Write the value out: aliases are not read";
    case "unknown-setting": {
      const [outer] = fault.path;
      const where = outer === undefined ? "" : ` in \`${outer}\``;
      return `The settings${where} are ${fault.known.join(", ")}`;
    }
    case "wrong-value":
      return "Correct the value";
    default:
      return fault satisfies never;
  }
}

function whatIsWrong(fault: RulesFault): string {
  switch (fault.kind) {
    case "too-large":
      return `the file is larger than ${fault.maxBytes / 1024} KiB`;
    case "not-yaml":
      return `this is not valid YAML (${fault.parserSaid})`;
    case "alias":
      return "an alias (`*name`) is used here";
    case "unknown-setting":
      return `there is no setting \`${fault.name}\`${fault.path.length === 0 ? "" : ` in ${pathOf(fault)}`}`;
    case "wrong-value":
      return `${fault.path.length === 0 ? "the file" : pathOf(fault)}: ${fault.schemaSaid}`;
    default:
      return fault satisfies never;
  }
}

function pathOf({ path }: { path: string[] }): string {
  return `\`${path.join(".")}\``;
}
