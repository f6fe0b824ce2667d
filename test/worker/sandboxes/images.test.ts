// The names of sandbox images and the key of the tool server, held equal in TypeScript and bash.
import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { contentKey, imageNames, imageReference, imageSource } from "../../../worker/sandboxes/images.ts";
import { TOOLCHAINS } from "../../../worker/toolchains/index.ts";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "docker/sandbox");

const bash = (line: string) =>
  execFileSync("bash", ["-c", `source script/paths.sh; source script/images.sh; ${line}`], {
    cwd: root,
    encoding: "utf8",
  });

describe("image names", () => {
  it("mean the same to the worker and to bootstrap", async () => {
    const names = await imageNames();
    expect(bash("image_names").trim().split("\n")).toEqual(names);
    for (const name of names) expect(await imageReference(name)).toBe(bash(`image_reference ${name}`));
  });

  it("are base and those of the languages, each under the language's own name", async () => {
    const languages = TOOLCHAINS.flatMap(({ image }) => image ?? []);
    expect(await imageNames()).toEqual(["base", ...languages.sort()]);
    expect(TOOLCHAINS.filter(({ name, image }) => image !== undefined && image !== name)).toEqual([]);
  });

  it("are references already where nothing is made under them", async () => {
    expect(await imageReference("registry.example/ours:1.2")).toBe("registry.example/ours:1.2");
  });

  it("say how the image gets onto a host", async () => {
    const names = ["base", "node", "python", "rust", "go", "java", "c", "no/such:image"];
    const sources = await Promise.all(names.map(async (name) => [name, await imageSource(name)] as const));
    expect(Object.fromEntries(sources)).toEqual({
      ...{ base: "bootstrap", node: "bootstrap" },
      ...{ python: "build", rust: "build", go: "build", java: "build", c: "build" },
      "no/such:image": "pull",
    });
  });
});

describe("the key of the tool server", () => {
  it("is the same to the worker and to bootstrap", async () => {
    const sources = join(folder, "tool");
    const key = bash('content_key "$SANDBOX_DIR"/tool/*').trim();
    expect(await contentKey(sources, await readdir(sources))).toBe(key);
  });
});
