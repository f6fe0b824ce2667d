// What is known of a language stands in its folder: the rooms that work on any repository name none.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { TOOLCHAINS } from "../../../worker/toolchains/index.ts";
import { unequipped } from "../../../worker/toolchains/unequipped/index.ts";
import { root, sourceFiles } from "../../support/source.ts";

/** Languages, their tools, and files that only they have. */
const LANGUAGE =
  /\b(?:pytest|unittest|conftest|cargo|rustc?|rustfmt|clippy|jest|vitest|mocha|golang|gofmt|gradlew?|maven|mvn|npm|npx|pnpm|yarn|pip|python\d?|javac?|kotlin|javascript|typescript|cmake|meson|gcc|gcov|eslint|junit|testify|node_modules|__pycache__|__init__|pyproject|package\.json|makefile|dockerfile|phpunit|rspec)\b/i;
/** `go` and `node` are words of their own, and `npm` runs our own scripts. */
const IN_SCRIPTS = /\b(?:python|rust|java|golang|cargo|pip|maven|gradle|pytest)\b/i;

describe("a language", () => {
  it.each(["worker/evidence", "worker/map", "worker/run", "worker/sandboxes", "worker/workspace"])(
    "has no name in %s",
    (folder) => {
      const naming = sourceFiles([folder]).flatMap(({ path, text }) =>
        text.split("\n").flatMap((line) => (LANGUAGE.test(line) ? [`${path}: ${line.trim()}`] : [])),
      );
      expect(naming).toEqual([]);
    },
  );

  it("has no name in the scripts that make the images", () => {
    const naming = readdirSync(join(root, "script")).filter((name) =>
      IN_SCRIPTS.test(readFileSync(join(root, "script", name), "utf8")),
    );
    expect(naming).toEqual([]);
  });

  it("is a folder and a line of the list", () => {
    const folders = readdirSync(join(root, "worker/toolchains"), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const kinds = names.flatMap((name) =>
      name === "unequipped" ? unequipped.map((kind) => kind.name) : name,
    );
    expect(TOOLCHAINS.map(({ name }) => name).sort()).toEqual(kinds.sort());
  });
});
