// The fixtures whose images are always there, in their real sandboxes; `script/bench languages` runs all of them.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { fixtureRepository, temporaryFolder } from "../../support/git.ts";
import { LANGUAGES } from "../../support/language-faults.ts";
import { examine, faulty, type Ground, named } from "../../support/languages.ts";
import { realSandboxes } from "../../support/sandboxes.ts";

const ALWAYS_THERE = ["node", "node-workspaces", "c"];

let stack: AsyncDisposableStack;
let ground: Ground;

beforeAll(() => {
  stack = new AsyncDisposableStack();
  const { path: dataDir } = stack.use(temporaryFolder());
  ground = {
    sandboxes: stack.use(realSandboxes()),
    workspaces: stack.use(
      gitWorkspaces({ dataDir, log: createLog({ level: "silent", name: "test" }), environment: process.env }),
    ),
    signal: new AbortController().signal,
  };
});

afterAll(() => stack.disposeAsync());

describe("a fixture repository", () => {
  it.each(LANGUAGES.filter(({ fixture }) => ALWAYS_THERE.includes(fixture)))(
    "$fixture holds on the base, and each fault planted in it is named by its place and its test",
    async ({ fixture, toolchain, image, faults }) => {
      using repository = fixtureRepository(fixture);
      const patches = faults.map((fault) => repository.patch(faulty(fixture, fault)));
      const examined = await examine(ground, repository, patches);
      expect(examined?.project).toMatchObject({ toolchain, image });
      const [base = [], ...broken] = examined?.results ?? [];
      expect(base.map(({ ending }) => ending)).toEqual(base.map(() => "passed"));
      expect(broken.map(named)).toEqual(faults.map(({ names }) => names));
    },
  );
});
