// What people should know of a run besides how it ended, as facts.
import { z } from "zod";
import { HiddenKind } from "./hidden-text/kind.ts";
import { UnshownPicture } from "./picture.ts";

/** `toolchain`: the kind of project, by the name of what recognised it. */
export const UncheckedFolder = z.object({ folder: z.string(), toolchain: z.string() });
export type UncheckedFolder = z.infer<typeof UncheckedFolder>;

export const Note = z.discriminatedUnion("kind", [
  /** The process that ran it went away, so many times. */
  z.object({ kind: z.literal("begun-again"), times: z.int() }),
  /** The spec on the issue could not be read, so it was written anew. `said`: what the schema's check answered. */
  z.object({ kind: z.literal("spec-unreadable"), said: z.string() }),
  /** Paths of submodules, whose folders are empty in a sandbox. */
  z.object({ kind: z.literal("submodules-empty"), paths: z.array(z.string()) }),
  /** So many files are there and cannot be named. */
  z.object({ kind: z.literal("names-not-text"), files: z.int() }),
  /** Pointer files stand where files in Git LFS belong. */
  z.object({ kind: z.literal("lfs-pointers") }),
  /** The repository is large: only so many of its newest commits are there. */
  z.object({ kind: z.literal("history-cut"), commits: z.int() }),
  /** The branch holds so many commits by people, and the run went on from them. */
  z.object({ kind: z.literal("continued-from-people"), commits: z.int() }),
  /** The base changed these files while they were worked on, so the work began afresh on its newest commit. */
  z.object({ kind: z.literal("begun-afresh"), paths: z.array(z.string()) }),
  /** Folders that are projects of their own, with tests that no check runs. */
  z.object({ kind: z.literal("folders-unchecked"), folders: z.array(UncheckedFolder) }),
  /** Packages that do not build on the base, with the command that fails; everything else is checked without them. */
  z.object({
    kind: z.literal("packages-unbuilt"),
    packages: z.array(z.object({ folder: z.string(), command: z.string() })),
  }),
  /** Paths of the repository that its test runner loads in place of its own files. */
  z.object({ kind: z.literal("in-runners-way"), paths: z.array(z.string()) }),
  /** Commands that nothing in the repository names run its tests: its test files look as if these would. */
  z.object({ kind: z.literal("checks-guessed"), commands: z.array(z.string()) }),
  /**
   * A file of the repository asks for a version of a program, and the sandbox has another one. `asked` is the file's word.
   * `image`: a public one that has it; null: none is known.
   */
  z.object({
    kind: z.literal("version-not-had"),
    program: z.string(),
    from: z.string(),
    asked: z.string(),
    had: z.string().nullable(),
    image: z.string().nullable().default(null),
  }),
  /** So many threads of the review could not be answered: deleted meanwhile, or GitHub did not take it. */
  z.object({ kind: z.literal("threads-not-answered"), threads: z.int() }),
  /** From this round of review on only findings of our reviewer that block go on: so many others are told to nobody. */
  z.object({ kind: z.literal("minor-findings-left-out"), round: z.int(), findings: z.int() }),
  /** Title and text of the pull request are those of before: GitHub did not take the new ones. */
  z.object({ kind: z.literal("pull-not-described") }),
  /** Parts of the issue that GitHub does not show, and that no model reads. */
  z.object({
    kind: z.literal("text-not-shown"),
    hidden: z.array(z.object({ kind: HiddenKind, count: z.int() })),
  }),
  /** Pictures of the issue, its comments or the review that no model was shown. */
  z.object({ kind: z.literal("pictures-not-shown"), pictures: z.array(UnshownPicture) }),
  /** A model that takes no pictures was asked without them: so many. */
  z.object({ kind: z.literal("pictures-not-seen"), model: z.string(), pictures: z.int() }),
  /** A person with write access changed the issue between its admission and the start of the run, which read the new text. */
  z.object({ kind: z.literal("edited-since-admission") }),
  /** The title or text changed while the run went on, and the run built what it had read. */
  z.object({ kind: z.literal("edited-meanwhile") }),
  /** A person edited the spec in the comment while the run went on, which built the one before. */
  z.object({ kind: z.literal("spec-edited") }),
  /** Nobody has to review what gets into the default branch, so GitHub would let our app push there. */
  z.object({ kind: z.literal("branch-unreviewed") }),
  /** This installation does not let us make check runs. */
  z.object({ kind: z.literal("check-run-not-granted") }),
]);
export type Note = z.infer<typeof Note>;
