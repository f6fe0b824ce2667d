// The names of sandbox images and the key of the tool server, held equal in TypeScript and bash.
import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { contentKey, IMAGE_NAMES, imageReference, imageSource } from "../../../worker/sandboxes/images.ts";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "docker/sandbox");

const bash = (line: string) =>
  execFileSync("bash", ["-c", `source script/paths.sh; source script/images.sh; ${line}`], {
    cwd: root,
    encoding: "utf8",
  });

describe("image names", () => {
  it("mean the same to the worker and to bootstrap", async () => {
    expect(bash("echo $IMAGES").trim().split(" ")).toEqual(IMAGE_NAMES);
    for (const name of IMAGE_NAMES)
      expect(await imageReference(folder, name)).toBe(bash(`image_reference ${name}`));
  });

  it("are references already when they are no purpose's name", async () => {
    expect(await imageReference(folder, "registry.example/ours:1.2")).toBe("registry.example/ours:1.2");
  });

  it("say how the image gets onto a host", () => {
    expect(
      Object.fromEntries([...IMAGE_NAMES, "no/such:image"].map((name) => [name, imageSource(name)])),
    ).toEqual({
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
