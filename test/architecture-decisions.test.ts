// The decisions of a run act on nothing, held by what they import.
import { expect, it } from "@jest/globals";
import { sourceFiles } from "./support/source.ts";

it("decisions use, beside types, only the domain, hashing and patterns of paths", () => {
  const allowed = /^(src\/domain\/|worker\/run\/decisions\/|ignore$|node:crypto$)/;
  const acting = sourceFiles(["worker/run/decisions"]).flatMap(({ path, valueImports }) =>
    valueImports.filter((imported) => !allowed.test(imported)).map((imported) => `${path} → ${imported}`),
  );
  expect(acting).toEqual([]);
});
