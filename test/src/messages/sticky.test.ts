// What the one comment says of a pull request that is open already.
import { expect, it } from "@jest/globals";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { renderSticky } from "../../../src/messages/sticky.ts";
import { aStickyView, aTally } from "../../support/builders.ts";

const pull = { number: 7, url: "https://github.test/octo/clock/pull/7" };
const stopped: Outcome = {
  kind: "cancelled",
  by: { kind: "person", login: "ada" },
  because: { kind: "command" },
};
const saidOf = (outcome: Outcome | null, open: typeof pull | null = pull) =>
  renderSticky(aStickyView({ outcome, pull: open })).match(/^Its pull request.*$/gm);

it("leads to it while a run goes on, and where the run ended without writing to it", () => {
  expect(saidOf(null)).toEqual([`Its pull request is [#7](${pull.url}).`]);
  expect(saidOf(stopped)).toEqual([`Its pull request [#7](${pull.url}) is still open.`]);
});

it("says nothing more where there is none, or where the ending names it", () => {
  const measured = aTally();
  expect(saidOf(stopped, null)).toBeNull();
  expect(
    saidOf({ kind: "revised", pull: { ...pull, headSha: "abc" }, commitSha: "abc", answered: 1, measured }),
  ).toBeNull();
});
