// The faults of a case, which is then no measure of a model, as facts for its author. `said` holds words of git or a program.
import { z } from "zod";
import { Cause } from "../../src/domain/fault.ts";
import { PatchFault } from "../../src/domain/patch-fault.ts";
import { RulesFault } from "../../src/domain/rules.ts";

const kind = z.literal;

/** A test that did not pass. `absent`: the report does not name it. `unreported`: there was no report to read. */
export const MissedTest = z.object({
  name: z.string(),
  status: z.enum(["failed", "skipped", "absent", "unreported"]),
});
export type MissedTest = z.infer<typeof MissedTest>;

/** Why hidden tests cannot be laid over a tree. `sandboxSaid`: the sandbox's words when it could not write a file. */
export const LayFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("patch"), fault: PatchFault }),
  z.object({ kind: kind("file"), sandboxSaid: z.string() }),
]);
export type LayFault = z.infer<typeof LayFault>;

/** A fault in the folder of a case. */
const FolderFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("missing"), name: z.string() }),
  z.object({ kind: kind("no-regular-file"), name: z.string() }),
  z.object({ kind: kind("no-folder"), name: z.string() }),
  z.object({ kind: kind("empty-file"), name: z.string() }),
  z.object({ kind: kind("empty-folder"), name: z.string() }),
  z.object({ kind: kind("file-too-large"), name: z.string(), bytes: z.int(), maxBytes: z.int() }),
  z.object({ kind: kind("settings-invalid"), name: z.string(), faults: z.array(RulesFault) }),
  z.object({ kind: kind("two-repositories") }),
  z.object({ kind: kind("no-repository") }),
  z.object({ kind: kind("no-bundle") }),
  z.object({ kind: kind("bundle-not-unpacked"), said: z.string() }),
  z.object({ kind: kind("two-kinds-of-hidden-tests") }),
  z.object({ kind: kind("no-hidden-tests") }),
  z.object({ kind: kind("file-of-git"), path: z.string() }),
  z.object({ kind: kind("hidden-too-large"), maxBytes: z.int() }),
  z.object({ kind: kind("hidden-too-many"), maxFiles: z.int() }),
]);

/** A fault in a case's repository, or in its hidden tests on the base. */
const BaseFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("no-commit") }),
  z.object({ kind: kind("rules-invalid"), faults: z.array(RulesFault) }),
  z.object({ kind: kind("no-toolchain") }),
  z.object({
    kind: kind("not-set-up"),
    command: z.string(),
    exitStatus: z.int().nullable(),
    said: z.string(),
  }),
  z.object({ kind: kind("not-opened"), cause: Cause }),
  z.object({ kind: kind("hidden-patch-does-not-apply"), fault: PatchFault }),
  z.object({ kind: kind("hidden-not-laid"), fault: LayFault }),
  z.object({ kind: kind("check-not-started"), command: z.string(), exitStatus: z.int() }),
  z.object({ kind: kind("should-pass-on-base"), tests: z.array(MissedTest) }),
  z.object({ kind: kind("should-fail-on-base"), tests: z.array(z.string()) }),
  z.object({ kind: kind("passes-on-base") }),
]);
export type BaseFault = z.infer<typeof BaseFault>;

export const CaseFault = z.discriminatedUnion("kind", [FolderFault, BaseFault]);
export type CaseFault = z.infer<typeof CaseFault>;

export type Reading<T> = { kind: "read"; value: T } | { kind: "broken"; fault: CaseFault };

export function broken(fault: CaseFault): { kind: "broken"; fault: CaseFault } {
  return { kind: "broken", fault };
}
