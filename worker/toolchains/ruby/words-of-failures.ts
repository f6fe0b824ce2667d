// What failures in Ruby are called, and what a test file brings with it.
import type { FailureKind } from "../../../src/domain/evidence.ts";

/** By the class of what was raised; its words tell a name that is not there from one that was asked of nothing. */
export function kindOf(raised: string, said: string): FailureKind {
  if (
    /^(?:RSpec::(?:Expectations|Mocks)::\w+|Minitest::Assertion|MockExpectationError|Test::Unit::AssertionFailedError)$/.test(
      raised,
    )
  )
    return "assertion";
  if (/^Timeout::(?:Error|ExitException)$/.test(raised)) return "timeout";
  if (raised === "NoMethodError") return /\bfor nil\b/.test(said) ? "exception" : "missing";
  return /^(?:NameError|LoadError|SyntaxError)$/.test(raised) ? "missing" : "exception";
}

/** The lines at the top level that load other files. */
export function requiresOf(text: string): string[] {
  return (text.slice(0, 100_000).match(/^require(?:_relative)?[ (]["'][\w./-]+["']\)?$/gm) ?? []).slice(
    0,
    50,
  );
}

/** Whether an assertion fails for each pair of values that differ, as `fails`: what is altered may hold for one pair alone. */
export function eachFails(assertion: string, raised: string): string {
  return `fails = [-1, 2, "", "a", [], true].permutation(2).all? { |a, b| begin; ${assertion}; false; rescue ${raised}; true; end }`;
}
