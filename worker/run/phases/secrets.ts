// Looks for secrets in the lines that a patch adds.
import { type Change, type Patch, textsOf } from "../../../src/domain/patch.ts";
import { visible } from "../../../src/domain/text.ts";
import { secretsIn } from "../../../src/secrets.ts";

/**
 * In the lines that a text file gains, and in all bytes of a file that git does not show as text. `contents` has the new
 * bytes by path. A NUL between two bytes hides nothing: so UTF-16 reads like ASCII. Not promised: a secret that is
 * compressed, encoded or split.
 */
export async function findSecrets(
  patch: Patch,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<{ path: string; what: string }[]> {
  const found: { path: string; what: string }[] = [];
  for (const change of patch.changes) {
    // Only the kind is repeated: the message may quote what was found.
    const kinds = new Set<string>();
    for (const content of readings(change, contents.get(change.path))) {
      for (const { kind } of await secretsIn(content, change.path)) kinds.add(kind);
    }
    for (const what of kinds) found.push({ path: change.path, what });
  }
  return found;
}

/** A larger file is refused for its size. */
const MAX_READ_BYTES = 2 * 1024 * 1024;

/** Everything that could be read in what a change adds. */
function readings({ added, isText }: Change, content: Uint8Array | undefined): string[] {
  const lines = textsOf(added).join("\n");
  const seen = visible(lines);
  const texts = [lines, ...(seen === lines ? [] : [seen])];
  const isBinary = !isText || content?.includes(0) === true;
  if (isBinary && content !== undefined && content.length <= MAX_READ_BYTES) {
    const bytes = Buffer.from(content).toString("latin1");
    texts.push(bytes.replaceAll("\0", ""), bytes.replaceAll("\0", "\n"));
  }
  return texts.filter((text) => text !== "");
}
