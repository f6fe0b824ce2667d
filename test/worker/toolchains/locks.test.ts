// Lockfiles are known by their names, each with the tool that writes it and the files that the tool reads.
import { expect, it } from "@jest/globals";
import { locksAmong } from "../../../worker/toolchains/locks.ts";

it("finds lockfiles in any folder, and the manifests of their tools", () => {
  const { locks, from } = locksAmong([
    ...["README.md", "web/package-lock.json", "web/package.json", "src/main.go", "go.sum", "Gemfile.lock"],
    ...["Gemfile", "api/Cargo.lock", "api/src/lib.rs"],
  ]);
  expect(locks.map(({ path, folder }) => [path, folder])).toEqual([
    ["web/package-lock.json", "web"],
    ["go.sum", "."],
    ["Gemfile.lock", "."],
    ["api/Cargo.lock", "api"],
  ]);
  expect(from).toEqual(["web/package.json", "src/main.go", "Gemfile"]);
});

it("gives no network to a tool that would run code of the repository", () => {
  const { locks } = locksAmong([
    "Gemfile.lock",
    "package-lock.json",
    "uv.lock",
    "composer.lock",
    "Cargo.lock",
  ]);
  expect(locks.filter(({ reaches }) => reaches === "nothing").map(({ path }) => path)).toEqual([
    "Gemfile.lock",
  ]);
});

it("knows none where the tool would run code of packages that it has to fetch first", () => {
  expect(locksAmong(["poetry.lock", "pdm.lock", "Pipfile.lock"]).locks).toEqual([]);
});
