// Facts inside, words at the edge: the rooms that decide, measure, keep and hand on make no sentence for a person.
import { expect, it } from "@jest/globals";
import { sourceFiles } from "./support/source.ts";

/** `src/github` finds its own markers, which are in messages too; the intake answers people, roles and phases show words to models and people. */
const atTheEdge =
  /^(src\/(messages|github|announcers|intake|web)\/|src\/[a-z]+\.ts$|worker\/(roles|run)\/|worker\/main\.ts$)/;

it("rooms of facts never import the words", () => {
  const rooms = sourceFiles(["src", "worker"]).filter(
    ({ path }) => !atTheEdge.test(path) || path.startsWith("worker/run/decisions/"),
  );
  const wording = rooms.flatMap(({ path, imports }) =>
    imports.filter((each) => each.startsWith("src/messages/")).map((each) => `${path} → ${each}`),
  );
  expect(wording).toEqual([]);
});

it("the domain, the evidence and the decisions hold no markdown", () => {
  const files = sourceFiles(["src/domain", "worker/evidence", "worker/run/decisions"]);
  const withoutComments = (text: string) =>
    text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const marked = files.filter(({ text }) => /\\`|\*\*\$\{|"`|<details>/.test(withoutComments(text)));
  expect(marked.map(({ path }) => path)).toEqual([]);
});
