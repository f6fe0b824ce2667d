// What a line of the log says, and which of its fields stand there twice.

/** The names that stand more than once in one object of a JSON text, at any depth. */
export function doubledKeys(json: string): string[] {
  const doubled: string[] = [];
  const open: Set<string>[] = [];
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") open.push(new Set());
    if (token === "}") open.pop();
    if (key === undefined) continue;
    const keys = open.at(-1);
    if (keys?.has(key)) doubled.push(key);
    keys?.add(key);
  }
  return doubled;
}
