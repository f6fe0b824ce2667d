// From the name of a purpose to an image reference. The tag is the hash of what the image is made from.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ImageSource } from "../../src/domain/sandbox-fault.ts";

export const IMAGE_NAMES = ["base", "node", "python", "rust", "go", "java", "c"];

/** Any string that is not the name of a purpose is an image reference already. */
export async function imageReference(sandboxFolder: string, image: string): Promise<string> {
  if (!IMAGE_NAMES.includes(image)) return image;
  const files = (await readdir(sandboxFolder)).filter((name) => madeFrom(image, name));
  return `issuewright/sandbox-${image}:${await contentKey(sandboxFolder, files)}`;
}

export function imageSource(image: string): ImageSource {
  if (image === "base" || image === "node") return "bootstrap";
  return IMAGE_NAMES.includes(image) ? "build" : "pull";
}

/** The same key as `content_key` in script/paths.sh. */
export async function contentKey(folder: string, files: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const name of files.toSorted()) hash.update(await readFile(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

function madeFrom(image: string, file: string): boolean {
  return file.startsWith("base.") || file.startsWith(`${image}.`);
}
