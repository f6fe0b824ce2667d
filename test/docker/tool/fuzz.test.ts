// A short campaign of the fuzzer, the same one every time; bench/fuzz-tool.ts makes longer ones.
import { describe, expect, it } from "@jest/globals";
import { openBox } from "./box.ts";
import { fuzz } from "./fuzzing.ts";

describe("the tool server", () => {
  it("neither crashes nor hangs nor answers nonsense, whatever it is sent", async () => {
    await using box = await openBox();
    const { findings } = await fuzz(box, 1, ({ inputs }) => inputs === 60);
    expect(findings).toEqual([]);
  });
});
