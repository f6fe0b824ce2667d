// What needs a second look, one sentence each.
import type { Place, Remark } from "../domain/remark.ts";
import { dependencyText } from "./dependency.ts";
import { notRunText } from "./not-run.ts";
import { reportFaultText } from "./proof-fault.ts";
import { rewrittenClause } from "./rewritten.ts";
import { uncarriedText } from "./uncarried.ts";
import { code, count, fitting } from "./words.ts";

const MOST_NAMES = 10;
/** Short enough that ten of them are read. */
const MAX_PATH_CHARACTERS = 120;

export function remarkText(remark: Remark): string {
  switch (remark.kind) {
    case "tests-gone":
      return `${count(remark.tests.length, "test")} passed on the base and did not run on the head: ${firstOf(remark.tests.map(code))}.`;
    case "tests-skipped":
      return `${count(remark.tests.length, "test")} passed on the base and ${remark.tests.length === 1 ? "is" : "are"} skipped on the head: ${firstOf(remark.tests.map(code))}.`;
    case "grown": {
      const what = remark.part === "tests" ? "The tests of the change grew" : "The change grew";
      return `${what} from ${remark.first} to ${remark.now} added lines in review, and the rules allow ${remark.most}.`;
    }
    case "stray-files":
      return `Files beyond the work order: ${firstOf(remark.paths.map(pathEnd))}.`;
    case "copied":
      return `The added lines ${placeText(remark.added)} repeat${remark.renamed ? ", with other names or values," : ""} ${placeText(remark.there)}.`;
    case "proves-nothing":
      return `The tests in ${fitting(remark.files.map(code), ", ")}, as the change leaves them, pass without the change (${code(remark.check)}), so they do not prove it.`;
    case "tests-not-seen":
      return `The check ${code(remark.check)} passes without the change, and no report says that it ran the tests in ${fitting(remark.files.map(code), ", ")}.`;
    case "tests-in-faulty-report":
      return `Nobody knows whether the tests in ${fitting(remark.files.map(code), ", ")} fail without the change (${code(remark.check)}): ${reportFaultText(remark.fault)}.`;
    case "not-run":
      return `${notRunText(remark.notRun)}.`;
    case "rewritten":
      return `${rewrittenClause(remark.rewritten)}.`;
    case "base-tests-fail":
      return `The base's own tests fail against the new code (${code(remark.check)}).`;
    case "only-tests":
      return "Only tests are changed, and none of the code that they test.";
    case "uncarried":
      return `Left out of the change: ${uncarriedText(remark)}.`;
    case "dependency":
      return `${dependencyText(remark.dependency)}.`;
    default:
      return `${code(remark.path)} ${deedText(remark)}`;
  }
}

type OfPath = Exclude<Extract<Remark, { path: string }>, { paths: string[] } | { kind: "uncarried" }>;

/** What happened to one file. */
function deedText(remark: OfPath): string {
  switch (remark.kind) {
    case "disabled-test":
      return "gained a test that is skipped, or that runs alone.";
    case "lost-assertions":
      return `lost ${count(remark.lost, "assertion")} that it had before.`;
    case "looser-comparison":
      return "compares less strictly than before.";
    case "looser-limit":
      return `is less strict than before: ${LIMITS[remark.limit]}.`;
    case "lenient-script":
      return `lets a check pass that would otherwise fail: ${code(remark.flag)}.`;
    case "silenced-checker":
      return "gained a comment that silences a checker.";
    case "edited-snapshot":
      return "holds expected output and was edited.";
    case "test-settings":
      return "decides how tests are run, and changed.";
    case "checker-settings":
      return "decides what is checked, and changed.";
    case "in-runners-place":
      return "is loaded in place of a file of the test runner, the language or a package.";
    case "built-alone":
      return "is made by a build of other files, and none of those is changed: the next build undoes it.";
    case "unseen-characters":
      return "gained characters a reader cannot see or takes for others.";
    case "binary":
      return "is not shown as text, so nobody reads in the change what became of it.";
    case "executable":
      return "can now be executed.";
    default:
      return remark satisfies never;
  }
}

const LIMITS = {
  digits: "fewer digits are compared",
  difference: "a greater difference is allowed",
  time: "more time is allowed",
};

function firstOf(names: string[]): string {
  const rest = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `${names.slice(0, MOST_NAMES).join(", ")}${rest}`;
}

function pathEnd(path: string): string {
  return code(path.length > MAX_PATH_CHARACTERS ? `…${path.slice(-MAX_PATH_CHARACTERS)}` : path);
}

function placeText({ path, from, to }: Place): string {
  return code(`${path}:${from}-${to}`);
}
