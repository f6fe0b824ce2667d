// Reads a command's words as its usage says, prints help, and lists what is wrong with the configuration.
import { parseArgs } from "node:util";
import type { Complaint } from "../src/domain/complaint.ts";
import { reasonOf } from "../src/domain/errors.ts";
import type { ConfigReading } from "../src/environment.ts";
import type { Options, Usage } from "./command.ts";
import { helpText } from "./help.ts";
import { complaintLine } from "./words/complaint.ts";

/** `names` are the words that are no options. */
export type Words<O extends Options> = {
  kind: "read";
  values: ReturnType<
    typeof parseArgs<{ options: O & { help: { type: "boolean" } }; strict: true }>
  >["values"];
  names: string[];
};

/** `over`: help was asked for (0), or a word was wrong (2); both are already said. */
export function readWords<O extends Options>(
  words: string[],
  usage: Usage<O>,
  { takesNames = false } = {},
): Words<O> | { kind: "over"; status: number } {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...usage.options, help: { type: "boolean" as const } },
      strict: true,
      allowPositionals: takesNames,
    });
    if (!("help" in values) || values.help !== true) return { kind: "read", values, names: positionals };
    console.log(helpText(usage));
    return { kind: "over", status: 0 };
  } catch (error) {
    // Node goes on to explain how a word that begins with a dash can be meant otherwise.
    const [nodeSaid = ""] = reasonOf(error).split(/\.(?: |$)/);
    return { kind: "over", status: misused(`${nodeSaid}.`, usage) };
  }
}

/** Says one fault, so that it is not lost above a page of help, and returns the exit status. */
export function misused(what: string, { name }: { name: string }): number {
  const command = name === "" ? "issuewright" : `issuewright ${name}`;
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
export function complain(complaints: Complaint[]): void {
  const lines = [...new Set(complaints.map(complaintLine))].map((line) => `  - ${line}`);
  console.error(`The configuration is not complete:\n${lines.join("\n")}`);
}
