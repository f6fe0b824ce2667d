// What a repository's own files suggest: which commands, which services, which versions, and what is withheld.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { recipeText } from "../../../src/messages/recipe.ts";
import { parseRules } from "../../../src/rules.ts";
import { recipeOf } from "../../../worker/toolchains/as-rules.ts";
import { withheldOf } from "../../../worker/toolchains/generic/hints/withheld.ts";
import { hintsIn } from "../../../worker/toolchains/hints.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree, fixture, told } from "./told.ts";

const AGENTS = ".github/workflows/copilot-setup-steps.yml";
const CI = ".github/workflows/ci.yml";
const RELEASE = ".github/workflows/release.yml";

const said = async (files: Record<string, string>) =>
  (await hintsIn(aTree(files))).map(({ kind, from, ...rest }) => [kind, ...Object.values(rest), from]);

describe("a workflow", () => {
  it("prepares with every step where it is for agents, and otherwise with what its words tell", async () => {
    const agents = `
on: workflow_dispatch
jobs:
  copilot-setup-steps:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 20 }
      - run: make everything
      - run: sudo apt-get install -y libpq-dev
      - run: curl -fsSL https://example.com/x | bash
      - { name: Key, run: "echo \${{ secrets.KEY }} > key" }`;
    const ci = `
on: { push: { branches: [main] } }
jobs:
  test:
    services:
      db:
        image: postgres:16
        env: { POSTGRES_PASSWORD: x, TOKEN: "\${{ secrets.TOKEN }}" }
        ports: ["5433:5432"]
      cache: { image: redis:7 }
      newest: { image: mysql:latest }
    steps:
      - run: |
          # both
          npm ci
          npm test
      - { run: npm run deploy }
      - { run: npm run lint:fix }
      - { run: prettier --write . }
      - { run: ./greet }
  other: { runs-on: windows-latest, steps: [{ run: npm test -- --windows }] }`;
    const release = "on: release\njobs: { a: { steps: [{ run: npm run build }] } }";
    const at = (path: string, place: string) => ({ path, place });
    const copilot = (name: string) => at(AGENTS, `copilot-setup-steps: ${name}`);
    expect(await said({ [CI]: ci, [RELEASE]: release, [AGENTS]: agents })).toEqual([
      ["version", "Node", "20", "node:20", copilot("actions/setup-node@v4")],
      ["setup", "make everything", copilot("Run make everything")],
      ["setup", "npm ci", at(CI, "test: Run # both")],
      ["withheld", "root", copilot("Run sudo apt-get install -y libpq-dev")],
      ["withheld", "download", copilot("Run curl -fsSL https://example.com/x | bash")],
      ["withheld", "github", copilot("Key")],
      ["service", "db", "postgres:16", 5432, { POSTGRES_PASSWORD: "x" }, at(CI, "test: services.db")],
      ["service", "cache", "redis:7", 6379, {}, at(CI, "test: services.cache")],
      ["check", "npm test", "test", at(CI, "test: Run # both")],
    ]);
  });
});

describe("other files", () => {
  it("name an image, commands and versions; what runs on a person's machine is not among them", async () => {
    const devcontainer = `{
  // see https://containers.dev
  "image": "mcr.microsoft.com/devcontainers/python:3.12",
  "features": { "ghcr.io/devcontainers/features/node:1": { "version": "20" } },
  "initializeCommand": "rm -rf here",
  "postCreateCommand": { "a": ["pip", "install", "-r", "my file.txt"], "b": "sudo chown x ." },
}`;
    const path = ".devcontainer/devcontainer.json";
    const tools = "# pinned\nnodejs 20.11.0\nterraform 1.5.7\n";
    expect(await said({ [path]: devcontainer, ".tool-versions": tools, ".nvmrc": "v18\n" })).toEqual([
      ["version", "Node", "v18", "node:18", { path: ".nvmrc", place: null }],
      ["version", "Node", "20.11.0", "node:20", { path: ".tool-versions", place: null }],
      ["version", "Node", "20", "node:20", { path, place: "features" }],
      ["image", "mcr.microsoft.com/devcontainers/python:3.12", { path, place: "image" }],
      ["setup", "pip install -r 'my file.txt'", { path, place: "postCreateCommand" }],
      ["withheld", "root", { path, place: "postCreateCommand" }],
    ]);
  });

  it("name what compose starts beside a development container, without what a person's environment fills in", async () => {
    const devcontainer = '{ "dockerComposeFile": ["../compose.yml", "more.yml"], "service": "app" }';
    const compose = `
services:
  app: { image: "ruby:3.4", command: sleep infinity }
  built: { build: . }
  db:
    image: postgres:17.2
    environment: { POSTGRES_PASSWORD: dev, TOKEN: "\${TOKEN}", EMPTY: }
    ports: ["5433:5432"]
  unknown: { image: "acme/unknown:1" }`;
    const more =
      "services: { cache: { image: 'redis:8.0', environment: ['A=b', 'B=$C', D], expose: [6380] } }";
    const path = ".devcontainer/devcontainer.json";
    expect(
      await said({ [path]: devcontainer, "compose.yml": compose, ".devcontainer/more.yml": more }),
    ).toEqual([
      ["image", "ruby:3.4", { path: "compose.yml", place: "services.app" }],
      [
        "service",
        "db",
        "postgres:17.2",
        5432,
        { POSTGRES_PASSWORD: "dev" },
        { path: "compose.yml", place: "services.db" },
      ],
      [
        "service",
        "cache",
        "redis:8.0",
        6380,
        { A: "b" },
        { path: ".devcontainer/more.yml", place: "services.cache" },
      ],
    ]);
  });

  it("name the versions of mise, and its tasks that prepare or check", async () => {
    const mise = `
[tools]
node = "20"
python = ["3.12", "3.11"]
go = { version = "1.23" }
"npm:prettier" = "3"
[tasks]
test = "npm test"
[tasks.setup]
run = ["npm ci", "sudo make install"]
[tasks.deploy]
run = "./deploy"`;
    const at = (place: string | null) => ({ path: ".mise.toml", place });
    expect(await said({ ".mise.toml": mise })).toEqual([
      ["version", "Node", "20", "node:20", at(null)],
      ["version", "Python", "3.12", "python:3.12", at(null)],
      ["version", "Go", "1.23", "golang:1.23", at(null)],
      ["check", "npm test", "test", at("tasks.test")],
      ["setup", "npm ci", at("tasks.setup")],
      ["withheld", "root", at("tasks.setup")],
    ]);
    expect(await said({ "mise.toml": "no = toml =" })).toEqual([]);
  });

  it.each([
    ["no JSON", "{"],
    ["another shape", '{"features": 1, "postCreateCommand": 2, "image": {}}'],
    ["an image that no rules can name", '{"image": "${localEnv:IMAGE}"}'],
  ])("say nothing where they hold %s", async (_name, text) => {
    expect(await said({ ".devcontainer.json": text })).toEqual([]);
  });
});

describe("a command", () => {
  it.each([
    ["sudo make install", "root"],
    ['s"ud"o make install', "root"],
    ["make && /usr/bin/sudo make install", "root"],
    ["apt-get update", "root"],
    ["curl -L x -o y && chmod +x y", "download"],
    ["wget -qO- x|sh", "download"],
    ["cat x | FLAG=1 /bin/bash -s", "download"],
    ["cat x | env python3 -", "download"],
    ["bash <(cat x)", "download"],
    ['eval "$(cat x)"', "download"],
    ["docker compose up -d", "containers"],
    ["echo a >> $GITHUB_ENV", "github"],
  ])("is withheld: %s", (command, because) => {
    expect(withheldOf(command)).toBe(because);
  });

  it.each([
    "npm ci",
    "make service-tests",
    "pytest tests/test_sudo.py",
    "npm run docker:lint",
    "cargo test | tee log",
    "python -m pip install -e .",
    "./curl-tests.sh",
  ])("may be suggested: %s", (command) => {
    expect(withheldOf(command)).toBeNull();
  });
});

describe("rules that write out what is recognised", () => {
  it.each(["node", "typescript", "go", "java-make", "rust", "python"])(
    "change nothing about %s",
    async (name) => {
      const tree = fixture(name);
      const known = await recognise(tree, NO_RULES);
      if (known === null) throw new Error("not recognised");
      const reading = parseRules(recipeText(recipeOf(known, await hintsIn(tree))));
      expect(reading.kind).toBe("read");
      const rules = reading.kind === "read" ? reading.rules : Rules.parse({});
      const again = await recognise(tree, rules);
      expect(told(again)).toEqual(told(known));
      expect(again?.testsBuild).toBe(known.testsBuild);
      expect(again?.versions).toEqual(known.versions);
    },
  );

  it("give each check a name that rules can have", () => {
    const check = (name: string) => ({ name, command: name, kind: "test" as const, timeoutMs: 600_000 });
    const checks = ["test (packages/a)", "test of packages/a", "Ünit", "123", "x".repeat(40)].map(check);
    const { checks: rules } = recipeOf({ image: "base", setup: [], checks: [...checks, check("test")] });
    expect(rules.map(({ name }) => name)).toEqual([
      "test-packages-a",
      "test-of-packages-a",
      "nit",
      "test",
      "x".repeat(31),
      "test-2",
    ]);
  });
});
