// Kinds of project that need a program which no image of ours has: recognised, with an image that has it.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const missing = async (files: Record<string, string>, rules = NO_RULES) =>
  (await recognise(aTree(files), rules))?.missing;

describe("a project whose program is in no image of ours", () => {
  it.each<[string, Record<string, string>, string, string]>([
    [
      "C#",
      { "App.sln": "", "src/A/A.csproj": "<TargetFramework>net8.0</TargetFramework>" },
      "dotnet",
      "mcr.microsoft.com/dotnet/sdk:8.0",
    ],
    [
      "C# in folders",
      { "src/A/A.csproj": "", "src/A/A.cs": "" },
      "dotnet",
      "mcr.microsoft.com/dotnet/sdk:9.0",
    ],
    [
      "C# of a named SDK",
      { "global.json": '{"sdk": {"version": "6.0.400"}}', "A.cs": "" },
      "dotnet",
      "mcr.microsoft.com/dotnet/sdk:6.0",
    ],
    ["Swift", { "Package.swift": "// swift-tools-version:5.9\n" }, "swift", "swift:5.9"],
    ["Elixir", { "mix.exs": 'elixir: "~> 1.15",' }, "mix", "elixir:1.15"],
    [
      "Gradle without its wrapper",
      { "build.gradle.kts": "kotlin { jvmToolchain(17) }" },
      "gradle",
      "gradle:jdk17",
    ],
  ])("%s is named with an image", async (_name, files, program, image) => {
    expect(await missing(files)).toEqual({ program, image });
  });

  it("is run where the rules name an image or the checks", async () => {
    const csharp = { "App.sln": "" };
    const project = await recognise(
      aTree(csharp),
      Rules.parse({ image: "mcr.microsoft.com/dotnet/sdk:8.0" }),
    );
    expect(project).toMatchObject({
      toolchain: "csharp",
      image: "mcr.microsoft.com/dotnet/sdk:8.0",
      missing: null,
      setup: ["dotnet restore"],
    });
    expect(await missing(csharp, Rules.parse({ checks: [{ name: "test", run: "make" }] }))).toBeNull();
    expect(await missing({ "build.gradle": "", gradlew: "" })).toBeNull();
  });
});
