// One surveyor serves all runs of a process by turns, maps each commit once, and is not held up by a run that ends early.
import { afterAll, describe, expect, it } from "@jest/globals";
import { MAP_CAPS } from "../../../worker/map/map.ts";
import { startSurveyor } from "../../../worker/map/surveyor.ts";
import { aTree } from "../toolchains/told.ts";

const NEVER = new AbortController().signal;

describe("a surveyor", () => {
  const surveyor = startSurveyor();
  afterAll(async () => {
    await surveyor[Symbol.asyncDispose]();
  });
  const tree = (name: string) => aTree({ [`${name}.js`]: `function ${name}() {}\n` });
  const names = async (name: string, commit: string | null, signal = NEVER) =>
    (await surveyor.map(tree(name), commit, signal)).files.flatMap((file) =>
      file.symbols.map((each) => each.name),
    );

  it("serves several runs at once, also if one of them stops", async () => {
    const asked = [names("one", null), names("two", null, AbortSignal.abort()), names("three", null)];
    const told = await Promise.allSettled(asked);
    expect(told.map((each) => (each.status === "fulfilled" ? each.value : each.reason.name))).toEqual([
      ["one"],
      "AbortError",
      ["three"],
    ]);
  });

  it("maps a commit once, as long as few others come in between", async () => {
    expect(await names("one", "c1")).toEqual(["one"]);
    for (const commit of ["c2", "c3", "c4"]) await names("other", commit);
    expect(await names("never", "c1")).toEqual(["one"]);
    await names("other", "c5");
    expect(await names("never", "c1")).toEqual(["one"]);
    expect(await names("again", "c2")).toEqual(["again"]);
  });

  it("maps a commit again if time was up before", async () => {
    await using hasty = startSurveyor({ ...MAP_CAPS, allMs: 0 });
    const first = await hasty.map(aTree({ "a.js": "a()\n", "b.js": "b()\n" }), "c1", NEVER);
    expect(first).toMatchObject({ isWhole: false });
    expect(await hasty.map(tree("one"), "c1", NEVER)).not.toBe(first);
  });
});
