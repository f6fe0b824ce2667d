// What people should know about a run besides its outcome, in words.
import type { HiddenKind } from "../domain/hidden-text/kind.ts";
import type { Note } from "../domain/note.ts";
import type { UnshownPicture } from "../domain/picture.ts";
import { unshownReason } from "./picture.ts";
import type { Ways } from "./remedy.ts";
import { code, count } from "./words.ts";

/** `again`: how the next run is started where it is read. */
export function noteText(note: Note, { again }: Pick<Ways, "again">): string {
  switch (note.kind) {
    case "begun-again":
      return `started again after ${count(note.times, "interruption")}`;
    case "spec-unreadable":
      return `the spec on the issue could not be read (${note.said}), so it was written again`;
    case "submodules-empty":
      return `Submodules were not fetched, so their folders are empty: ${someOf(note.paths)}. \`submodules: true\` in \`.github/issuewright.yml\` has those fetched that are public on this GitHub.`;
    case "names-not-text":
      return note.files === 1
        ? "1 file name is not UTF-8: the file is there but cannot be named."
        : `${note.files} file names are not UTF-8: the files are there but cannot be named.`;
    case "lfs-pointers":
      return "Files kept in Git LFS are not fetched: pointer files stand in their place.";
    case "history-cut":
      return `The repository is large, so only the newest ${note.commits} commits of its history are there.`;
    case "continued-from-people":
      return `The branch holds ${count(note.commits, "commit")} by people; the run continued from them.`;
    case "begun-afresh":
      return `The base changed beneath this run (${someOf(note.paths)}), so it was planned and built afresh on the newest commit.`;
    case "folders-unchecked":
      return `No check runs the tests in ${someOf(note.folders.map(({ folder }) => `${folder}/`))}: name their commands under \`checks:\` in \`.github/issuewright.yml\`.`;
    case "packages-unbuilt":
      return `Some packages do not build on the base, and nothing in them is checked: ${note.packages.map(({ folder, command }) => `${code(`${folder}/`)} (${code(command)})`).join(", ")}.`;
    case "in-runners-way":
      return `The test runner loads these files of the repository in place of its own: ${someOf(note.paths)}.`;
    case "checks-guessed":
      return `Nothing in the repository says how its tests are run, so this was a guess: ${note.commands.map(code).join(", ")}. Name the right command under \`checks:\` in \`.github/issuewright.yml\`.`;
    case "version-not-had":
      return `${code(note.from)} asks for ${note.program} ${code(note.asked)}, and everything ran on ${note.had === null ? "another version" : note.had}: ${imageAdvice(note)} in \`.github/issuewright.yml\`.`;
    case "threads-not-answered":
      return `${count(note.threads, "thread")} of the review could not be answered: deleted meanwhile, or GitHub did not take the answer.`;
    case "minor-findings-left-out":
      return `In round ${note.round} of review only findings that block go on: ${count(note.findings, "other finding")} of the reviewing model ${note.findings === 1 ? "is" : "are"} left out.`;
    case "pull-not-described":
      return "GitHub did not take the new text of the pull request: it is that of the commit before.";
    case "text-not-shown":
      return `Not read, because GitHub does not show it: ${note.hidden.map(hiddenText).join(", ")}.`;
    case "pictures-not-shown":
      return `No model saw ${someOf(note.pictures.map(unshownText), (each) => each)}.`;
    case "pictures-not-seen":
      return `${code(note.model)} takes no pictures, so it did not see ${note.pictures === 1 ? "the one that is" : `the ${note.pictures} that are`} in the text: say in words what ${note.pictures === 1 ? "it shows" : "they show"}.`;
    case "spec-edited":
      return `The spec was edited while this run went on; the edit is the next version. To build it, ${again}.`;
    case "edited-since-admission":
      return "The issue was edited after the run was asked for; the run read the newer text.";
    case "edited-meanwhile":
      return "The issue was edited while the run went on: this change is built from the text before.";
    case "branch-unreviewed":
      return "Nothing asks for a review of what gets into the default branch. Issuewright never pushes there or merges, but GitHub would let the app: a rule of the branch that asks for a review rules it out.";
    case "check-run-not-granted":
      return "The evidence is not shown as a check run, because this installation does not grant `checks: write`: an owner can accept it on the app's installation page.";
    default:
      return note satisfies never;
  }
}

function imageAdvice({ image }: Extract<Note, { kind: "version-not-had" }>): string {
  return image === null
    ? "name an image with that version under `image:`"
    : `write ${code(`image: ${image}`)}`;
}

const HIDDEN: Record<HiddenKind, [one: string, many: string]> = {
  comment: ["HTML comment", "HTML comments"],
  collapsed: ["collapsed part", "collapsed parts"],
  definition: ["definition of a link or a footnote", "definitions of links or footnotes"],
  attribute: ["text behind an image, a link or a tag", "texts behind images, links or tags"],
  element: ["HTML element that is never shown", "HTML elements that are never shown"],
  "unseen-character": ["invisible character", "invisible characters"],
};

function hiddenText({ kind, count: n }: { kind: HiddenKind; count: number }): string {
  return count(n, ...HIDDEN[kind]);
}

const MOST_PATHS = 5;

function unshownText({ address, because }: UnshownPicture): string {
  return `the picture ${code(address)} (${unshownReason(because)})`;
}

function someOf(paths: string[], shown: (path: string) => string = code): string {
  const named = paths.slice(0, MOST_PATHS).map(shown).join(", ");
  return paths.length <= MOST_PATHS ? named : `${named} and ${paths.length - MOST_PATHS} more`;
}
