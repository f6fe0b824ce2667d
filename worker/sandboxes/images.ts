// From the name of an image to its reference. The tag is the hash of what the image is made from. script/images.sh makes the
// images and reads the same folders: `base` is in docker/sandbox, that of a language is in `image/` of the language's folder.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../../src/domain/errors.ts";
import type { ImageSource } from "../../src/domain/sandbox-fault.ts";
import type { Engine } from "./engine.ts";

/** docker/sandbox of this installation. */
export const SANDBOX_FOLDER = join(import.meta.dirname, "../../docker/sandbox");
const LANGUAGES_FOLDER = join(import.meta.dirname, "../toolchains");

export type Image = {
  reference: string;
  /** Names its very content, whatever its tags say now, and the platform it is for. */
  id: string;
};

/** An image that is on this host; SandboxError that says how it would get there. */
export async function findImage(engine: Engine, image: string): Promise<Image> {
  const reference = await imageReference(image);
  const id = await engine.imageId(reference);
  if (id !== null) return { reference, id };
  throw new SandboxError({ kind: "image-missing", image, reference, source: await imageSource(image) });
}

/** `base` first, then one for each language that has an image. */
export async function imageNames(): Promise<string[]> {
  return ["base", ...(await readdir(LANGUAGES_FOLDER)).filter(isOfLanguage).sort()];
}

/** Whether it is the name of an image that is made here; any other name is a reference already. */
export function isOwnImage(image: string): boolean {
  return image === "base" || isOfLanguage(image);
}

export async function imageReference(image: string): Promise<string> {
  if (!isOwnImage(image)) return image;
  const base = (await readdir(SANDBOX_FOLDER)).filter((name) => name.startsWith("base."));
  const files = [...pathsIn(SANDBOX_FOLDER, base), ...(isOfLanguage(image) ? await filesOf(image) : [])];
  return `issuewright/sandbox-${image}:${await keyOf(files)}`;
}

export async function imageSource(image: string): Promise<ImageSource> {
  const atBootstrap = await readFile(join(SANDBOX_FOLDER, "at-bootstrap"), "utf8");
  if (atBootstrap.split("\n").includes(image)) return "bootstrap";
  return isOwnImage(image) ? "build" : "pull";
}

/** The same key as `content_key` in script/paths.sh. */
export function contentKey(folder: string, files: readonly string[]): Promise<string> {
  return keyOf(pathsIn(folder, files));
}

function isOfLanguage(name: string): boolean {
  return /^[a-z]+$/.test(name) && existsSync(join(LANGUAGES_FOLDER, name, "image"));
}

async function filesOf(image: string): Promise<string[]> {
  const folder = join(LANGUAGES_FOLDER, image, "image");
  return pathsIn(folder, await readdir(folder));
}

function pathsIn(folder: string, files: readonly string[]): string[] {
  return files.toSorted().map((name) => join(folder, name));
}

async function keyOf(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 12);
}
