// The parts of GitHub's OpenAPI description by name, each read when it is needed. Parsing all of it would take a third of a
// second and a hundred megabytes in every process.
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { readPackageJson } from "./schemas.ts";

export const DESCRIPTION = "@octokit/openapi/generated/api.github.com.json";
const Parts = z.record(z.string(), z.unknown());
const Whole = z.object({
  paths: Parts,
  components: z.object({ schemas: Parts, parameters: Parts, responses: Parts }),
});
type Groups = Record<"paths" | "schemas" | "parameters" | "responses", Record<string, unknown>>;

/** Returns the same object for the same name, which identifies a schema. Undefined: there is no such part. */
export type Part = (group: keyof Groups, name: string) => unknown;

/** Start and length in bytes of the file beside it. */
const Place = z.tuple([z.number(), z.number()]);
const Places = z.record(z.string(), Place);
const Index = z.object({ paths: Places, schemas: Places, parameters: Places, responses: Places });
type Index = z.infer<typeof Index>;

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/issuewright");

/** Split once for each version of the file, beside the packages. Read whole if nothing can be written there. */
export function openDescription(): Part {
  const file = createRequire(import.meta.url).resolve(DESCRIPTION);
  const { size, mtimeMs } = statSync(file);
  const folder = join(CACHE, `openapi-${size}-${Math.trunc(mtimeMs)}`);
  const index = readIndex(folder);
  if (index !== null) return readingFrom(join(folder, "parts"), index);
  const { paths, components } = Whole.parse(readPackageJson(DESCRIPTION));
  const groups = { paths, ...components };
  try {
    takeApart(groups, folder);
  } catch {
    // The next process will parse it again.
  }
  return (group, name) => (Object.hasOwn(groups[group], name) ? groups[group][name] : undefined);
}

function readIndex(folder: string): Index | null {
  try {
    return Index.parse(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));
  } catch {
    return null;
  }
}

function readingFrom(path: string, index: Index): Part {
  const known = new Map<string, unknown>();
  return (group, name) => {
    const place = Object.hasOwn(index[group], name) ? index[group][name] : undefined;
    if (place === undefined) return undefined;
    const key = `${group} ${name}`;
    if (!known.has(key)) known.set(key, JSON.parse(textAt(path, ...place)));
    return known.get(key);
  };
}

function textAt(path: string, from: number, length: number): string {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, "r");
  readSync(file, bytes, 0, length, from);
  closeSync(file);
  return bytes.toString();
}

/** Another process may do this at the same time; both write the same. The index comes last. */
function takeApart(groups: Groups, folder: string): void {
  const texts: Buffer[] = [];
  let from = 0;
  const placesOf = (parts: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => {
        const text = Buffer.from(JSON.stringify(part));
        texts.push(text);
        from += text.length;
        return [name, [from - text.length, text.length]];
      }),
    );
  const index = Object.fromEntries(Object.entries(groups).map(([group, parts]) => [group, placesOf(parts)]));
  mkdirSync(folder, { recursive: true });
  put(folder, "parts", Buffer.concat(texts));
  put(folder, "index.json", JSON.stringify(index));
}

/** Writes the file whole or not at all. */
function put(folder: string, name: string, content: string | Buffer): void {
  const temporary = join(folder, `.${name}-${process.pid}`);
  writeFileSync(temporary, content);
  renameSync(temporary, join(folder, name));
}
