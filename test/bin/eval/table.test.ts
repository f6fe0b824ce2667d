// What a person reads of an evaluation, and of two side by side.
import { describe, expect, it } from "@jest/globals";
import { comparisonOf } from "../../../bin/eval/compare.ts";
import { tableOf } from "../../../bin/eval/table.ts";
import type { Verdict } from "../../../worker/eval/verdict.ts";
import { anEvaluation, aResult, usage } from "../../support/eval-results.ts";

describe("the table of an evaluation", () => {
  it("shows each case, then sums and rates with what they were counted over", () => {
    const evaluation = anEvaluation("first", [
      aResult("one", "resolved", { usage: { architect: usage(1), coder: usage(0.25) } }),
      aResult("two", "false-success"),
      aResult("three", "honest-stop"),
      aResult("four", "broken-case"),
    ]);
    expect(`\n${tableOf(evaluation).join("\n")}\n`).toMatchInlineSnapshot(`
"
first: architect on, architect large, coder small, reviewer large

verdict        case            cost          time
resolved       one            $1.25     1 min 0 s  because of one
FALSE SUCCESS  two            $0.50     1 min 0 s  because of two
honest stop    three          $0.50     1 min 0 s  because of three
broken case    four                                because of four

resolved        1 of 3 (33 %; 95 % interval 6–79 %)
false success   1 of 3 (33 %; 95 % interval 6–79 %); 1 of 2 published
honest stop     1 of 3 (33 %; 95 % interval 6–79 %)
not counted     1 broken case
cost            $2.25 ($0.75 per case, n = 3), 4,000 tokens
  architect  $1.00, 1,000 tokens
  coder      $1.25, 3,000 tokens
run time        3 min 0 s (1 min 0 s per case, n = 3)
"
`);
  });

  it("claims no price where one of them is not known", () => {
    const lines = tableOf(
      anEvaluation("x", [
        aResult("one", "resolved"),
        aResult("two", "resolved", { usage: { coder: usage(null) } }),
      ]),
    );
    expect(lines.find((line) => line.startsWith("cost"))).toBe("cost            price unknown, 2,000 tokens");
  });

  it("names no architect that was not asked", () => {
    const { configuration, cases } = anEvaluation("x", [aResult("one", "resolved")]);
    const [first] = tableOf({ version: 2, configuration: { ...configuration, architect: "off" }, cases });
    expect(first).toBe("x: architect off, coder small, reviewer large");
  });
});

describe("two evaluations side by side", () => {
  const evaluationOf = (label: string, verdicts: Verdict[]) =>
    anEvaluation(
      label,
      verdicts.map((verdict, i) => aResult(`case-${i}`, verdict)),
    );

  it("show every case, mark where they differ, and say that so few prove nothing", () => {
    const first = evaluationOf("A", ["resolved", "false-success", "honest-stop", "broken-case"]);
    const second = evaluationOf("B", ["resolved", "resolved", "resolved", "resolved"]);
    expect(`\n${comparisonOf(first, second).join("\n")}\n`).toMatchInlineSnapshot(`
"
A  A: architect on, architect large, coder small, reviewer large
B  B: architect on, architect large, coder small, reviewer large

   case    A                                           B
   case-0  resolved       $0.50          1 min 0 s     resolved       $0.50          1 min 0 s
≠  case-1  FALSE SUCCESS  $0.50          1 min 0 s     resolved       $0.50          1 min 0 s
≠  case-2  honest stop    $0.50          1 min 0 s     resolved       $0.50          1 min 0 s
≠  case-3  broken case                                 resolved       $0.50          1 min 0 s

Left out: 1 case that broke or ended with an error in one of the two.
3 cases compared.
A  resolved 1 of 3 (33 %; 95 % interval 6–79 %)
   false success 1 of 3 (33 %; 95 % interval 6–79 %)
   $1.50, 3 min 0 s
B  resolved 3 of 3 (100 %; 95 % interval 44–100 %)
   false success 0 of 3 (0 %; 95 % interval 0–56 %)
   $1.50, 3 min 0 s

resolved: 0 cases only in A, 2 only in B; exact p = 0.500 (McNemar, two-sided): with 2 of 3 cases differing, that may well be chance: run more cases before you choose.
false success: 1 case only in A, 0 only in B; exact p = 1.000 (McNemar, two-sided): with 1 of 3 cases differing, that may well be chance: run more cases before you choose.
Each case ran once with each configuration, so these numbers do not show how results vary from run to run.
"
`);
  });

  it("say so where chance alone would rarely do it", () => {
    const first = evaluationOf("A", Array(8).fill("honest-stop"));
    const second = evaluationOf("B", Array(8).fill("resolved"));
    expect(comparisonOf(first, second).at(-3)).toBe(
      "resolved: 0 cases only in A, 8 only in B; exact p = 0.008 (McNemar, two-sided): chance alone would rarely do this.",
    );
  });

  it("compare only what is the same case in both", () => {
    const first = anEvaluation("A", [aResult("same", "resolved"), aResult("old", "resolved")]);
    const second = anEvaluation("B", [
      aResult("same", "resolved", { digest: "changed" }),
      aResult("new", "resolved"),
    ]);
    const lines = comparisonOf(first, second);
    expect(lines).toContain(
      "Left out: 4 results of a case that only one evaluation has, or that was changed since.",
    );
    expect(lines).toContain("0 cases compared.");
  });
});
