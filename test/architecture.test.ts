// The house rules of ARCHITECTURE.md, held by the code itself.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { codeOnly, root, type SourceFile, sourceFiles } from "./support/source.ts";

const product = sourceFiles(["src", "worker", "containment", "bin"]);
const everything = [...product, ...sourceFiles(["local", "bench", "test"])].filter(
  (file) => !file.path.startsWith("test/fixtures/"),
);
const inside = (folder: string) => product.filter((file) => file.path.startsWith(`${folder}/`));
const breaking = (files: SourceFile[], bad: (imported: string, file: SourceFile) => boolean) =>
  files.flatMap((file) => file.imports.filter((i) => bad(i, file)).map((i) => `${file.path} → ${i}`));

/** The only files that know a vendor. */
const doors: Record<string, RegExp> = {
  bullmq: /^src\/queue\//,
  ioredis: /^src\/(redis|queue|ledger|signs)\//,
  "@octokit/rest": /^src\/github\/octokit\//,
  "@octokit/auth-app": /^src\/github\/octokit\//,
  probot: /^src\/door\//,
  hono: /^src\/web\//,
  "@hono/node-server": /^src\/web\/(setup\/)?open\.ts$/,
  dockerode: /^worker\/sandboxes\/docker\//,
  openai: /^worker\/models\/chat\/client\.ts$/,
  "@anthropic-ai/sdk": /^worker\/models\/messages\/messages\.ts$/,
  yaml: /^(?:src\/rules|src\/web\/setup\/manifest|worker\/toolchains\/yaml)\.ts$/,
  "@vscode/tree-sitter-wasm": /^worker\/map\//,
  "markdown-it": /^src\/domain\/hidden-text\//,
  "smol-toml": /^worker\/toolchains\/toml\.ts$/,
  pino: /^src\/log\.ts$/,
};

/** Floors of the worker: an import goes to a lower floor or stays in its room. */
const floors: string[][] = [
  ["eval"],
  ["run"],
  ["roles"],
  ["evidence"],
  ["agent", "map"],
  ["toolchains"],
  ["tools"],
  ["models", "diagnostics"],
  ["workspace"],
  ["sandboxes"],
  ["leases"],
];
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));

/** Where an expected failure becomes a value or one of our errors, or the edge of a webhook, a job, a tool call, disposal. */
const mayCatch = new Set([
  // The edges: webhook, job, tool call.
  ...[
    ...["src/door/webhooks.ts", "src/door/http.ts", "src/queue/execute.ts"],
    "worker/run/ending/settle.ts",
    "worker/agent/calls.ts",
  ],
  // The text of a test of ours, in which an assertion has to throw.
  "worker/toolchains/node/wrong.ts",
  // A request refused as too long becomes a shorter one; a path that is not there becomes the one that was meant.
  ...["worker/agent/ask.ts", "worker/tools/near-path.ts", "worker/tools/coerce.ts"],
  // Parses of what others wrote.
  ...[
    "src/config.ts",
    "src/kept-app.ts",
    "worker/variables.ts",
    "worker/sandbox-config.ts",
    "worker/agent/arguments.ts",
  ],
  ...["worker/diagnostics/format.ts", "worker/diagnostics/junit.ts"],
  ...["worker/sandboxes/guest/protocol.ts", "worker/eval/store.ts", "worker/toolchains/toml.ts"],
  ...["worker/toolchains/yaml.ts", "src/github/take-pictures.ts"],
  // Doors of vendors and programs, where their failures become ours.
  ...["src/github/octokit/refusal.ts", "src/redis/connection.ts"],
  ...["worker/models/watchdog.ts", "worker/leases/null-on.ts", "worker/workspace/binary-patch.ts"],
  // Work in the background and side by side, which must not be lost.
  ...["worker/run/state/reporter.ts", "worker/run/phases/side-by-side.ts"],
  // An attack that breaks what it attacks is a row of the proof like any other.
  "containment/prove.ts",
]);
/** The engine, the host and a hostile machine inside fail in every way; each file there turns it into a SandboxError. */
const SANDBOX_ADAPTER = /^worker\/sandboxes\//;
/** An endpoint, too: each protocol turns what goes wrong into a fact. */
const MODEL_PROTOCOL = /^worker\/models\/[a-z-]+\//;

describe("the house", () => {
  it("has only the rooms the design names", () => {
    const folders = (path: string) =>
      readdirSync(`${root}/${path}`, { withFileTypes: true })
        .flatMap((e) => (e.isDirectory() ? [e.name] : []))
        .sort();
    expect(folders("src")).toEqual([
      ...["announcers", "commands", "domain", "door", "github", "intake", "ledger"],
      ...["messages", "queue", "redis", "signs", "sweeps", "telemetry", "triggers", "web"],
    ]);
    expect(folders("worker")).toEqual([
      "agent",
      "diagnostics",
      "eval",
      "evidence",
      "leases",
      "map",
      "models",
      "roles",
      "run",
      "sandboxes",
      "toolchains",
      "tools",
      "workspace",
    ]);
  });

  it("has no room or file whose name says nothing", () => {
    const empty = /(^|\/)(utils?|helpers?|common|shared|misc|lib|types|services?|managers?)(\/|\.ts$)/;
    expect(everything.map((file) => file.path).filter((path) => empty.test(path))).toEqual([]);
  });

  it("keeps every file under 250 lines, with one sentence on top", () => {
    const long = everything.filter((file) => file.text.split("\n").length > 250).map((file) => file.path);
    const mute = everything
      .filter((file) => !/^(#!.*\n)?(\/\/|\/\*\*) /.test(file.text))
      .map((file) => file.path);
    expect({ long, mute }).toEqual({ long: [], mute: [] });
  });
});

describe("imports", () => {
  it("lets the domain know nothing but itself, zod, hashing and a reader of markdown", () => {
    const allowed = (i: string) =>
      i.startsWith("src/domain/") || ["zod", "node:crypto", "markdown-it"].includes(i);
    expect(breaking(inside("src/domain"), (i) => !allowed(i))).toEqual([]);
  });

  it("never go from the server to the worker, nor from the product to the stand-ins", () => {
    expect(breaking(inside("src"), (i) => i.startsWith("worker/"))).toEqual([]);
    expect(
      breaking(
        [...inside("src"), ...inside("worker")],
        (i) => i.startsWith("local/") || i.startsWith("test/"),
      ),
    ).toEqual([]);
  });

  it("give the worker only the shared rooms of the server", () => {
    const shared =
      /^src\/((announcers|domain|messages|github|queue|ledger|signs|telemetry)\/|(log|clock|config|environment|rules|secrets|write-whole)\.ts$)/;
    const wiring = /^worker\/(main|config)\.ts$/;
    expect(
      breaking(inside("worker"), (i, f) => i.startsWith("src/") && !shared.test(i) && !wiring.test(f.path)),
    ).toEqual([]);
  });

  it("give the worker's rooms only ports of the server, never adapters", () => {
    const adapters =
      /^src\/(github\/(octokit|folder)|telemetry\/(?!telemetry\.ts)|queue\/(?!queue\.ts)|ledger\/(?!ledger\.ts)|signs\/redis)/;
    expect(
      breaking(
        inside("worker").filter((f) => !/^worker\/(main|config)\.ts$/.test(f.path)),
        (i) => adapters.test(i),
      ),
    ).toEqual([]);
  });

  it("only go down inside the worker", () => {
    const room = (path: string) => /^worker\/([a-z]+)\//.exec(path)?.[1];
    const up = breaking(inside("worker"), (i, file) => {
      const [from, to] = [room(file.path), room(i)];
      return from !== undefined && to !== undefined && from !== to && floorOf(to) <= floorOf(from);
    });
    expect(up).toEqual([]);
  });

  it("have one door per vendor", () => {
    const wrong = breaking(product, (i, file) => {
      const door = doors[i];
      return door !== undefined && !door.test(file.path);
    });
    expect(wrong).toEqual([]);
  });

  const partOf = (folder: string, path: string) => path.slice(folder.length + 1).split("/")[0];
  it("never join siblings of a plural folder, except through its list and its port", () => {
    const lists = ["announcer", "command", "door/route", "sweep", "trigger"];
    const plural: Record<string, RegExp> = {
      ...Object.fromEntries(
        lists.map((name) => [`src/${name}s`, new RegExp(`/(index|${name.split("/").at(-1)})\\.ts$`)]),
      ),
      "worker/tools": /\/(index|tool|path|argument-faults|coerce|left-out|near-path|text-file)\.ts$/,
      // Languages share what stands beside their folders, and never what asks all of them.
      "worker/toolchains":
        /^worker\/toolchains\/(?!(index|action|building|ci-checks|failed-step|folders|forms-of|hints|locate|locks|paths|lines|recognise)\.)[a-z-]+\.ts$/,
    };
    const asksAll =
      /^src\/[a-z/]+\/index|^worker\/tools\/index|^worker\/toolchains\/(index|action|building|ci-checks|failed-step|folders|forms-of|hints|locate|locks|paths|lines|recognise)\.ts$/;
    const wrong = Object.entries(plural).flatMap(([folder, open]) =>
      breaking(
        inside(folder).filter((file) => !asksAll.test(file.path)),
        // A sibling in parts is a folder of its own.
        (i, file) =>
          i.startsWith(`${folder}/`) && !open.test(i) && partOf(folder, i) !== partOf(folder, file.path),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe("code", () => {
  const using = (files: SourceFile[], pattern: RegExp) =>
    files.filter((file) => pattern.test(codeOnly(file.text))).map((file) => file.path);

  it("reads the environment only where it is turned into configuration", () => {
    expect(
      using(product, /process\.env/).filter(
        (path) => !/^(src\/config|worker\/(sandbox-)?config)\.ts$/.test(path),
      ),
    ).toEqual([]);
  });

  it("prints in bin only", () => {
    expect(using(product, /\bconsole\./).filter((path) => !path.startsWith("bin/"))).toEqual([]);
  });

  it("reads the clock in src/clock.ts only, inside the domain not at all", () => {
    expect(using(inside("src/domain"), /Date\.now|new Date\(\)|Math\.random|setTimeout/)).toEqual([]);
  });

  it("catches only where a failure becomes a value", () => {
    const catching = using(["src", "worker", "containment"].flatMap(inside), /\bcatch\b/).filter(
      (path) => !mayCatch.has(path) && !SANDBOX_ADAPTER.test(path) && !MODEL_PROTOCOL.test(path),
    );
    const idle = [...mayCatch].filter((path) => !using(product, /\bcatch\b/).includes(path));
    expect({ catching, idle }).toEqual({ catching: [], idle: [] });
  });

  it("has no escape hatch from the types", () => {
    const source = everything.filter((file) => file.path !== "test/architecture.test.ts");
    expect(using(source, /:\s*any\b|\bas any\b|\bas unknown as\b/)).toEqual([]);
    expect(
      source
        .filter((file) => /@ts-(ignore|expect-error|nocheck)|biome-ignore/.test(file.text))
        .map((f) => f.path),
    ).toEqual([]);
  });

  it("leaves nothing unfinished", () => {
    const words = new RegExp(`//.*\\b(${["TO", "DO|FIX", "ME|XX", "X"].join("")})\\b`);
    expect(everything.filter((file) => words.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});
