// What stands on both sides of a file of tests; in a file of code, only the lines of its tests count.
import { expect, it } from "@jest/globals";
import { bothVersions } from "../../../../worker/evidence/scrutiny/both-versions.ts";
import { lostAssertions } from "../../../../worker/evidence/scrutiny/lost-assertions.ts";
import { aChange } from "../../../support/builders.ts";

const path = "src/lib.rs";
const rust = (code: string, ...lines: string[]) =>
  `pub fn sum() {\n    ${code}\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() {\n${lines.map((line) => `        ${line}\n`).join("")}    }\n}\n`;

const versionsOf = (base: string | null, head: string | null, kind: "added" | "modified" | "deleted") =>
  bothVersions([{ ...aChange({ path }), kind }], () => false, {
    view: { read: async () => base },
    texts: { paths: [path], changed: () => head, any: async () => head },
  });

it.each([
  [rust("assert!(true);", "assert!(a);", "assert!(b);"), rust("assert!(true);", "assert!(a);"), 1],
  [rust("assert!(true);", "assert!(a);"), rust("", "assert!(a);"), 0],
])("are the tests that stand with the code", async (base, head, lost) => {
  const change = { ...aChange({ path }), added: [], removed: [] };
  const told = lostAssertions([change], await versionsOf(base, head, "modified"), new Set());
  expect(told).toEqual(lost === 0 ? [] : [{ kind: "lost-assertions", path, lost }]);
});

it("are both or none, unless the file is new or gone", async () => {
  const isThere = async (...of: Parameters<typeof versionsOf>) => {
    const { base, head } = (await versionsOf(...of))(path);
    return [base !== null, head !== null];
  };
  const long = "a".repeat(1024 * 1024 + 1);
  expect(await isThere("a", "b", "modified")).toEqual([true, true]);
  expect(await isThere("a", long, "modified")).toEqual([false, false]);
  expect(await isThere(null, "b", "modified")).toEqual([false, false]);
  expect(await isThere("a", "b", "added")).toEqual([false, true]);
  expect(await isThere("a", "b", "deleted")).toEqual([true, false]);
});
