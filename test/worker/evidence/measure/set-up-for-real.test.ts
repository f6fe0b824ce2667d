// Set-up in real sandboxes: what it leaves, what a stop leaves, and where it may go. When it is done again: set-up.test.ts.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../../src/domain/rules.ts";
import { createLog } from "../../../../src/log.ts";
import { type SetUp, setUp } from "../../../../worker/evidence/measure/set-up.ts";
import type { EgressRefusal, Sandboxes, Trust } from "../../../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../../../worker/toolchains/recognise.ts";
import type { Project } from "../../../../worker/toolchains/toolchain.ts";
import { gitWorkspaces } from "../../../../worker/workspace/git-workspaces.ts";
import type { Workspace, Workspaces } from "../../../../worker/workspace/workspace.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../../support/git.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";
import { openOptions } from "../../../support/trees.ts";

const quiet = () => new AbortController().signal;
const MAKE = "echo made of $(date +%N) >node_modules";
const MANIFEST = `{ "scripts": { "test": "node --test" }, "dependencies": { "left-pad": "1.3.0" } }\n`;

let data: ReturnType<typeof temporaryFolder>;
let sandboxes: Sandboxes;
let workspaces: Workspaces;
let repository: Repository;
let refused: EgressRefusal[];
let stopWhenRefused: AbortController | null;
let stories = 0;

beforeAll(() => {
  data = temporaryFolder();
  sandboxes = realSandboxes({ dataDir: data.path, layerCaps: { count: 20, bytes: 1024 ** 3 } });
  workspaces = gitWorkspaces({ dataDir: data.path, log: createLog({ level: "silent", name: "test" }) });
});
afterAll(async () => {
  await workspaces[Symbol.asyncDispose]();
  await sandboxes[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});
beforeEach(() => {
  repository = emptyRepository();
  refused = [];
  stopWhenRefused = null;
  stories++;
});
afterEach(() => repository[Symbol.dispose]());

type Wanted = Partial<Pick<Project, "setup" | "setupReads" | "registries" | "image">> & {
  ref?: Trust["ref"];
};

/** Sets the newest commit up as a run would, with these commands; what it left, or how it failed. */
async function setUpWith(setup: string[], wanted: Wanted = {}, signal = quiet()) {
  const sha = repository.git("rev-parse", "HEAD").trim();
  const source = { url: repository.path, authorization: async () => null };
  await using workspace = await workspaces.open(`story-${stories}`, source, sha, signal);
  const { ref = "trusted", ...changes } = wanted;
  const project = { ...(await recognised(workspace)), image: "base", askRegistries: null, setup, ...changes };
  const { tree, view } = workspace;
  const trust: Trust = { domain: `story-${stories}`, ref };
  const onRefusal = (refusal: EgressRefusal) => {
    refused.push(refusal);
    stopWhenRefused?.abort(new Error("superseded"));
  };
  const place = { tree, view, trust, limits: openOptions(tree).limits, runId: "test", onRefusal };
  const ready: SetUp = await setUp(sandboxes, project, place, signal);
  if (ready.kind === "failed" || ready.layer === null) return ready;
  await using layer = ready.layer;
  await using sandbox = await sandboxes.open(openOptions(tree, { layer }), signal);
  const { output } = await sandbox.run({ line: "cat node_modules", timeoutMs: 60_000, outputBytes: 1000 });
  return output;
}

/** Fails unless the proxy refuses. */
function asking(target: string): string {
  return `perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:3128") or die; print $s "CONNECT ${target} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"; <$s> =~ / 403 / or die'`;
}

function layers(): string[] {
  return readdirSync(join(data.path, "layers")).sort();
}

async function recognised({ view }: Workspace): Promise<Project> {
  const project = await recognise(view, NO_RULES);
  if (project === null) throw new Error("it was not recognised");
  return project;
}

const files = { "package.json": MANIFEST, ".gitignore": "node_modules\n", "a.js": "one()\n" };

describe("setting up", () => {
  it("keeps what its commands made for every sandbox that follows", async () => {
    repository.commit(files);
    expect(await setUpWith(["echo one >node_modules", "echo two >>node_modules"])).toBe("one\ntwo\n");
  });

  it("leaves nothing when it is stopped half-way", async () => {
    repository.commit(files);
    const before = layers();
    const stopping = new AbortController();
    stopWhenRefused = stopping;
    const stopped = setUpWith([`${MAKE}; ${asking("packages.example:443")}; sleep 600`], {}, stopping.signal);
    await expect(stopped).rejects.toThrow("superseded");
    expect(layers()).toEqual(before);
  });

  it("tells where it wanted to go, also where it may go nowhere", async () => {
    repository.commit(files);
    expect(await setUpWith([asking("packages.example:443"), asking("packages.example:443"), MAKE])).toMatch(
      /^made/,
    );
    expect(refused).toEqual([{ target: "packages.example:443", reason: { kind: "not-allowed" } }]);
  });
});
