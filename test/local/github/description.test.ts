// A large description that is read by parts is the same as one that is read whole.
import { expect, it } from "@jest/globals";
import { z } from "zod";
import { DESCRIPTION, openDescription } from "../../../local/github/description.ts";
import { readPackageJson } from "../../../local/github/schemas.ts";

const Whole = z.object({ paths: z.record(z.string(), z.unknown()) });
const whole = Whole.parse(readPackageJson(DESCRIPTION));
// On a new machine the first reader reads it whole, and writes the parts for the next one.
openDescription();
const part = openDescription();

it("has every part, once", () => {
  const paths = Object.keys(whole.paths);
  expect(paths.length).toBeGreaterThan(500);
  expect(paths.map((path) => part("paths", path))).toEqual(paths.map((path) => whole.paths[path]));
  expect(part("paths", "/user")).toBe(part("paths", "/user"));
});

it("has no part of an unknown name", () => {
  expect(["/nowhere", "__proto__", "constructor"].map((name) => part("paths", name))).toEqual(
    Array(3).fill(undefined),
  );
});
