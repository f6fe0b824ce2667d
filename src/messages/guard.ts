// Why a change may not be published, and what a maintainer can do about each reason.
import type { GuardFault } from "../domain/guard-fault.ts";
import { RULES_PATH } from "../domain/rules.ts";
import { code, count, fitting } from "./words.ts";

/** Every reason in the order given, as one clause without a period. */
export function guardReason(faults: readonly GuardFault[]): string {
  return `the change may not be published: ${fitting(faults.map(faultText), "; ")}`;
}

/** Each remedy once, as sentences without the last period. `where` says how the next issue is made. */
export function guardRemedy(faults: readonly GuardFault[], where: "github" | "folder"): string {
  return [...new Set(faults.map((fault) => remedyText(fault, where)))].join(". ");
}

function faultText(fault: GuardFault): string {
  const what = whatText(fault);
  return "path" in fault ? `${code(fault.path)}: ${what}` : what;
}

function whatText(fault: GuardFault): string {
  switch (fault.kind) {
    case "too-many-files":
      return `it changes ${fault.files} files, but at most ${fault.limit} are allowed`;
    case "too-many-lines":
      return `it adds ${fault.added} lines, but at most ${fault.limit} are allowed`;
    case "large-file":
      return `it has ${count(fault.bytes, "byte")}, but at most ${count(fault.limit, "byte")} are allowed`;
    case "forbidden-path":
      return "a change may not touch files that decide what runs with your credentials";
    case "protected-path":
      return "the path is protected";
    case "script":
      return `it changes ${scriptsText(fault)}`;
    case "submodule":
      return "a change may not touch submodules";
    case "symbolic-link":
      return "a change may not make symbolic links";
    case "git-directory":
      return "the path leads into git's own directory";
    case "odd-path":
      return "the path has an empty part, `.` or `..`";
    case "unseen-path":
      return "the path has characters that a reader cannot see or takes for others";
    case "unportable-path":
      return "Windows cannot make a file of this name";
    case "colliding-path":
      return `some file systems take the path for ${code(fault.other)}`;
    case "filtered":
      return `\`.gitattributes\` asks for the filter ${code(fault.filter)} on it, which is not applied here, so it would be published raw`;
    case "turned-binary":
      return `it is a text file, and byte ${fault.offset + 1} is a NUL, behind which nobody reads`;
    case "lost-bytes":
      return `line ${fault.line} gained U+FFFD, which stands where bytes were lost`;
    case "unseen-character":
      return `line ${fault.line} has ${UNSEEN[fault.what]} (${fault.character})`;
    case "look-alike":
      return `line ${fault.line} has ${code(fault.word)}, whose letters are taken for others`;
    case "secret":
      return `it looks like a secret (${fault.what})`;
    default:
      return fault satisfies never;
  }
}

const UNSEEN: Record<Extract<GuardFault, { kind: "unseen-character" }>["what"], string> = {
  "line-end": "a character that ends a line for some programs and not for a reader",
  control: "a control character",
  direction: "a character that changes the order in which text is shown",
  unseen: "a character that a reader cannot see",
  blank: "an unusual space",
};

function scriptsText({ tool, byItself, forTests }: Extract<GuardFault, { kind: "script" }>): string {
  const groups: [what: string, names: string[]][] = [
    [`what ${tool} runs by itself`, byItself],
    [`what \`${tool} test\` runs`, forTests],
  ];
  return groups
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} (${names.map(code).join(", ")})`)
    .join(", and ");
}

const BY_HAND = "Make this part of the change by hand";

function remedyText(fault: GuardFault, where: "github" | "folder"): string {
  switch (fault.kind) {
    case "too-many-files":
    case "too-many-lines":
      return `Split the issue into smaller ones, each ${where === "github" ? "with its own label" : "in a file of its own"}`;
    case "large-file":
      return "List large files that tools make in `.gitignore` on the default branch, and add by hand those that the change needs";
    case "protected-path":
    case "script":
      return `Ask for \`${fault.path}\` to stay as it is, or name it under \`allow:\` in ${RULES_PATH}`;
    case "secret":
      return "If it is a made-up value for a test, make it look like one";
    case "unseen-character":
      return "Write the character as an escape, or leave it out";
    case "look-alike":
      return "Write each word in the letters of one script";
    case "turned-binary":
    case "lost-bytes":
      return "Keep text files as text, in the encoding that they have";
    case "unportable-path":
    case "colliding-path":
      return "Choose another path";
    case "filtered":
    case "forbidden-path":
    case "submodule":
    case "symbolic-link":
    case "git-directory":
    case "odd-path":
    case "unseen-path":
      return BY_HAND;
    default:
      return fault satisfies never;
  }
}
