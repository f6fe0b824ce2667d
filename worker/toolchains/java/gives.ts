// Lines of tests in Java and Kotlin that set or replace what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [/^\s*(?<of>[A-Z]\w*)(?:\.\w+)*\.(?<name>[A-Za-z_]\w*)\s*=(?!=)/],
  replaces: [/\bdoReturn\([^)]*\)\s*\.when\(\s*\w+\s*\)\s*\.(?<name>\w+)\(/],
  writes: [/\bFiles\.write\w*\(\s*(?:Path\.of|Paths\.get)\(\s*"(?<file>[^"]+)"\s*\)/],
  moves: /(?!)/,
  defines: ofName(
    String.raw`\bclass\s+NAME`,
    String.raw`^\s*(?:(?:static|public|private|protected)\s+)*NAME\s*\([^()]*\)[^;=]*\{\s*$`,
    String.raw`^\s*(?:[\w<>[\],]+\s+)+NAME\s*\([^()]*\)\s*(?:throws [\w, ]+)?\{\s*$`,
  ),
  shared: OF_NO_NAME,
  own: OF_NO_NAME,
  // A class of the code is known by its name alone.
  brings: () => /^package\b|^import (?:static )?[\w.]+;/,
};
