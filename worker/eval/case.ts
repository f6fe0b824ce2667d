// A case: an issue, a repository at a commit, and hidden tests that tell whether the issue was resolved.
import { z } from "zod";

const Command = z.string().trim().min(1).max(2000);
const TestName = z.string().min(1).max(400);

/** `case.yml`. Strict: an unknown key is an error. */
export const CaseRules = z.strictObject({
  /** The command that runs at the root of the repository, with the hidden tests laid over it. Its exit status decides. */
  check: Command,
  /** Minutes after which the check counts as failed. */
  minutes: z.number().positive().max(120).default(10),
  /** The image that the check runs in; default: the repository's own. */
  image: z
    .string()
    .regex(/^[a-z0-9][a-zA-Z0-9._/:@-]{0,250}$/)
    .optional(),
  /** Names of tests that do not pass on the base. If any are given, they decide instead of the exit status. */
  failBefore: z.array(TestName).max(500).default([]),
  /** Names of tests that pass on the base and must still pass afterwards. */
  keepPassing: z.array(TestName).max(2000).default([]),
});
export type CaseRules = z.infer<typeof CaseRules>;

/** `repository.json`: a repository on this machine, instead of a bundle. */
export const LocalRepository = z.strictObject({
  /** Absolute, or relative to the case. */
  path: z.string().min(1).max(4000),
  commit: z.string().regex(/^[0-9a-f]{40}$/, "must be a full commit id of 40 characters"),
});

export type CaseRepository =
  | { kind: "bundle"; path: string }
  | { kind: "local"; path: string; commit: string };

export type HiddenFile = { path: string; content: Uint8Array; executable: boolean };

/** Whole files that are written over the tree, or a patch on the base that wins in every file it touches. */
export type Hidden = { kind: "files"; files: HiddenFile[] } | { kind: "patch"; diff: Uint8Array };

export type EvalCase = {
  name: string;
  /** Changes when any part of the case changes. */
  digest: string;
  issueFile: string;
  repository: CaseRepository;
  hidden: Hidden;
  rules: CaseRules;
};

/** A name that fits a folder, a file and a container's label. */
export const CASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

const MEBIBYTE = 1024 ** 2;
export const DEFAULT_CASE_CAPS = {
  /** The longest issue that GitHub accepts. */
  issueBytes: 64 * 1024,
  bundleBytes: 512 * MEBIBYTE,
  hiddenFiles: 2000,
  hiddenBytes: 10 * MEBIBYTE,
};
export type CaseCaps = typeof DEFAULT_CASE_CAPS;
