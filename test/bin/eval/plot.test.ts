// The picture of an evaluation: whole XML whatever a case is called, and nothing it fetches from elsewhere.
import { describe, expect, it } from "@jest/globals";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { plot } from "../../../bin/eval/plot.ts";
import { anEvaluation, aResult } from "../../support/eval-results.ts";

describe("the plot", () => {
  const svg = plot(
    anEvaluation(`<script>alert("&")</script>`, [
      aResult("one", "resolved"),
      aResult("two", "false-success", {
        reason: {
          kind: "crashed",
          cause: { kind: "thrown", programSaid: `it says </svg><image href="http://x"/> \u0000\ud800` },
        },
      }),
      aResult("three", "broken-case"),
    ]),
  );

  it("is one whole SVG, also where names and reasons are hostile", () => {
    expect(XMLValidator.validate(svg)).toBe(true);
    const parsed: unknown = new XMLParser({ ignoreAttributes: false }).parse(svg);
    expect(parsed).toMatchObject({ svg: { g: [{}, {}, {}], "@_aria-label": expect.any(String) } });
    expect(svg).not.toMatch(/<(script|image|use|foreignObject|a)\b/);
  });

  it("says what it shows in words as well, and brings colours for light and dark", () => {
    expect(svg).toContain("1 of 2 resolved, 1 false success,");
    expect(svg).toContain("no outcome");
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  it("stands without a single case", () => {
    expect(XMLValidator.validate(plot(anEvaluation("none", [])))).toBe(true);
  });
});
