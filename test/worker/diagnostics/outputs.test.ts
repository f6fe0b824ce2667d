// The output of real tools, each read to the diagnostics and tests that a person would find in it.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { readOutput } from "../../../worker/diagnostics/index.ts";
import { READINGS } from "./readings.ts";
import { told } from "./told.ts";

const folder = new URL("outputs/", import.meta.url);

describe("the output of a tool", () => {
  it.each(Object.entries(READINGS))("%s", (file, reading) => {
    const output = readFileSync(new URL(file, folder), "utf8");
    expect(told(readOutput(output)).join("\n")).toBe(reading.trim());
  });

  it("exists here for every format", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(READINGS).sort());
  });
});
