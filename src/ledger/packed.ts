// How large things lie in Redis: under a version, compressed.
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";

const VERSION = 1;
const Packed = z.object({ version: z.literal(VERSION), value: z.unknown() });
const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];

export async function pack(value: object): Promise<Buffer> {
  return deflate(JSON.stringify({ version: VERSION, value } satisfies z.infer<typeof Packed>));
}

/** Null for what this version cannot read. */
export async function unpack<T>(bytes: Buffer, schema: z.ZodType<T>): Promise<T | null> {
  const text = (await inflate(bytes)).toString("utf8");
  const entry = Packed.safeParse(JSON.parse(text)).data;
  return entry === undefined ? null : (schema.safeParse(entry.value).data ?? null);
}
