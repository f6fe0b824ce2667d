// The kind of a test's failure, as far as its runner's words show it.
import type { FailureKind } from "../../src/domain/evidence.ts";

const ASSERTION =
  /\bAssert(?:ion)?(?:Failed)?(?:Error|Exception)\b|\bERR_ASSERTION\b|\bassertion (?:failed\b|`)|\bassert(?:_\w+)?[ (!]|\bexpect(?:\.\w+)?\(|\bAssertionErrorWithFacts\b|\bComparisonFailure(?:WithFacts)?\b|\bMultipleFailuresError\b|\bDID NOT RAISE\b|\b(?:REQUIRE|CHECK)(?:_\w+)?\(|:\d+: Failure\b/i;

/** Nothing was compared: code that does not compile or load, or uses a name that is not there. */
const MISSING = new RegExp(
  [
    String.raw`\b(?:Syntax|Indentation|Tab|Import|ModuleNotFound|Name|NoSuchMethod|NoSuchField|NoClassDefFound)Error\b`,
    String.raw`\bERR_(?:MODULE_NOT_FOUND|UNKNOWN_FILE_EXTENSION|PACKAGE_PATH_NOT_EXPORTED)\b|\bClassNotFoundException\b`,
    String.raw`\b(?:Type|Reference)Error: [^\n;]{1,200}? is not (?:a function|a constructor|defined)\b`,
    String.raw`\bAttributeError: [^\n;]{1,200}? has no attribute\b`,
    String.raw`\bCannot find (?:module|name|package)\b|\bdoes not provide an export named\b|\bFailed to (?:resolve import|load url|import test module)\b`,
    String.raw`\bTest suite failed to run\b|\bencountered an unexpected token\b|\berrors? during collection\b`,
    String.raw`\berror(?: TS\d+|\[E\d{4}\])|\bcould not compile\b|\bcannot find symbol\b|\bunresolved (?:import|reference)\b`,
    String.raw`\[(?:build|setup) failed\]|\.go:\d+:\d+: undefined: |\bCOMPILATION ERROR\b|\bCompilation failed\b`,
    String.raw`\.(?:c|cc|cpp|cxx|h|hpp):\d+:(?:\d+:)? (?:fatal )?error: |\bundefined reference to\b`,
  ].join("|"),
);

const EXCEPTION = /\b[\w.]*(?:Error|Exception)\b|\bpanic: |\bpanicked at\b|\bSegmentation fault\b/;

/** The first known word decides, because the later ones follow from it; null without a known word. */
export function failureKind(text: string): FailureKind | null {
  const compared = text.search(ASSERTION);
  const missing = text.search(MISSING);
  if (compared !== -1 && (missing === -1 || compared <= missing)) return "assertion";
  if (missing !== -1) return "missing";
  return EXCEPTION.test(text) ? "exception" : null;
}
