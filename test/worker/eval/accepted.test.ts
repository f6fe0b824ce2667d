// Which models a run may begin with where the operator asks for an accepted evaluation of them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { standingWords } from "../../../bin/eval/accepted.ts";
import { SCRIPTED_MODELS } from "../../../local/model/script.ts";
import { failed } from "../../../src/domain/outcome.ts";
import { accept, acceptedIn, onlyAccepted, standingOf } from "../../../worker/eval/accepted.ts";
import { isWorse } from "../../../worker/eval/compared.ts";
import type { Evaluation } from "../../../worker/eval/result.ts";
import type { Verdict } from "../../../worker/eval/verdict.ts";
import { anEvaluation, aResult } from "../../support/eval-results.ts";
import { temporaryFolder } from "../../support/git.ts";
import { openWorld } from "../../support/ports/world.ts";
import { project } from "../../support/script.ts";

const ALL = SCRIPTED_MODELS;
const CODER = ALL.coder;

/** Ten cases, of which the first so many were resolved, and the others ended in `rest`. */
function measured(label: string, coder: string, resolved: number, rest: Verdict = "honest-stop"): Evaluation {
  const cases = Array.from({ length: 10 }, (_, n) => aResult(`case-${n}`, n < resolved ? "resolved" : rest));
  const { configuration, ...evaluation } = anEvaluation(label, cases);
  return { ...evaluation, configuration: { ...configuration, models: { ...ALL, coder } } };
}

const good = measured("good", CODER, 9);
const alike = measured("alike", "other", 7);
const bad = measured("bad", "tiny", 2);

describe("an evaluation", () => {
  it("is worse than another only beyond chance: where fewer cases are resolved, or more only look so", () => {
    const looks = measured("looks", "sly", 2, "false-success");
    const stops = measured("stops", "shy", 2);
    expect([isWorse(bad, good), isWorse(good, bad), isWorse(alike, good), isWorse(looks, stops)]).toEqual([
      ...[true, false, false, true],
    ]);
  });
});

describe("what the operator accepted", () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    place = temporaryFolder();
  });
  afterEach(() => {
    place[Symbol.dispose]();
  });

  it("is kept, the newest first; what is worse than that or says nothing is refused", async () => {
    await accept(place.path, alike);
    await accept(place.path, good);
    const broken = anEvaluation("broken", [aResult("case-1", "error")]);
    await expect(accept(place.path, bad)).rejects.toMatchObject({
      refused: { kind: "worse", label: "bad", than: "good" },
    });
    await expect(accept(place.path, broken)).rejects.toMatchObject({
      refused: { kind: "says-nothing", label: "broken" },
    });
    expect(await acceptedIn(place.path)).toEqual([good, alike]);
  });

  it("is not guessed where its file is damaged", async () => {
    writeFileSync(join(place.path, "accepted-evaluations.json"), "{");
    await expect(acceptedIn(place.path)).rejects.toMatchObject({ refused: { kind: "results-unreadable" } });
  });

  it("vouches for its models, and for older ones that are no worse", () => {
    const standing = (coder: string, accepted: Evaluation[]) => standingOf({ ...ALL, coder }, accepted);
    expect([
      standing(CODER, [good, alike, bad]),
      standing("other", [good, alike, bad]),
      standing("tiny", [good, alike, bad]),
      standing("new", [good]),
      standing(CODER, []),
    ]).toEqual(["same", "other", "worse", "never-measured", "never-measured"]);
  });

  it("decides whether a run begins, whoever chose the model", async () => {
    const rules = (coder: string) => ({
      ".github/issuewright.yml": `models: { coder: ${coder} }\n`,
    });
    await accept(place.path, good);
    const ended = async (coder: string) => {
      const world = openWorld({ files: { ...project, ...rules(coder) } });
      world.ports.models = onlyAccepted(world.ports.models, ALL, place.path);
      const { outcome, usage } = await world.run();
      return { outcome, spent: Object.keys(usage).length > 0 };
    };
    expect(await ended(CODER)).toMatchObject({ outcome: { kind: "opened" }, spent: true });
    const failure = {
      ...{ kind: "unproven" as const, models: { ...ALL, coder: "new" } },
      because: "never-measured" as const,
    };
    expect(await ended("new")).toEqual({
      outcome: failed({ kind: "model-failed", failure }),
      spent: false,
    });
  });
});

describe("the models of the environment", () => {
  it("stand beside those of the last accepted evaluation", () => {
    expect(standingWords({ ...ALL, coder: "new" }, good, "never-measured").join("\n")).toMatchInlineSnapshot(`
"Accepted last: good, resolved 9 of 10 (90 %; 95 % interval 60–98 %)
  architect  scripted-architect
≠ coder      scripted-coder → new
  reviewer   scripted-reviewer

No accepted evaluation has the models of the environment: run one, and accept it."
`);
    expect(standingWords(ALL, null, "never-measured").join("\n")).toMatchInlineSnapshot(`
"architect  scripted-architect
coder      scripted-coder
reviewer   scripted-reviewer

No evaluation was accepted yet: \`issuewright eval --accept <out>\` does that."
`);
  });
});
