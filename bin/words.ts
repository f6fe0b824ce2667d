// Reading a command's words: options by `util.parseArgs`, its help, and configuration faults as a list.
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { ConfigReading } from "../src/config.ts";
import { reasonOf } from "../src/domain/errors.ts";

export type Words<O extends NonNullable<ParseArgsConfig["options"]>> = ReturnType<
  typeof parseArgs<{ options: O & { help: { type: "boolean" } }; strict: true }>
>["values"];

/** Null when the command is over: help was asked for (0), or a word was wrong (2); both are already said. */
export function readWords<O extends NonNullable<ParseArgsConfig["options"]>>(
  words: string[],
  options: O,
  help: string,
): { kind: "read"; values: Words<O> } | { kind: "over"; status: number } {
  return readWordsAndNames(words, { options, help, names: false });
}

/** As `readWords`, for a command that also takes words which are no options. */
export function readWordsAndNames<O extends NonNullable<ParseArgsConfig["options"]>>(
  words: string[],
  { options, help, names }: { options: O; help: string; names: boolean },
): { kind: "read"; values: Words<O>; names: string[] } | { kind: "over"; status: number } {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...options, help: { type: "boolean" as const } },
      strict: true,
      allowPositionals: names,
    });
    if (!("help" in values) || values.help !== true) return { kind: "read", values, names: positionals };
    console.log(help);
    return { kind: "over", status: 0 };
  } catch (error) {
    // Node goes on to explain how a word that begins with a dash can be meant otherwise.
    const [what = ""] = reasonOf(error).split(/\.(?: |$)/);
    return { kind: "over", status: misused(`${what}.`, help) };
  }
}

/** Says one fault, so that it is not lost above a page of help, and returns the exit status. */
export function misused(what: string, help: string): number {
  const [, command = "issuewright"] = /^Usage: (issuewright(?: [a-z]+)?)/m.exec(help) ?? [];
  console.error(`${what}\nSee \`${command} --help\`.`);
  return 2;
}

/** The configuration, or null after every fault in it was said. */
export function readOrComplain<T>(reading: ConfigReading<T>): T | null {
  if (reading.kind === "read") return reading.config;
  complain(reading.complaints);
  return null;
}

/** Each fault once, also when several parts need the same variable. */
export function complain(complaints: string[]): void {
  const lines = [...new Set(complaints)].map((complaint) => `  - ${complaint}`);
  console.error(`The configuration is not complete:\n${lines.join("\n")}`);
}
