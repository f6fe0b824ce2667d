// Looks for secrets in the lines a patch adds and in texts for people. The scanner is secretlint with its recommended rules.
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { type Patch, textsOf } from "../../../src/domain/patch.ts";

const CONFIG = {
  rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, options: {} }],
};

export async function findSecrets(patch: Patch): Promise<{ path: string; what: string }[]> {
  const found: { path: string; what: string }[] = [];
  for (const change of patch.changes) {
    if (change.added.length === 0) continue;
    const result = await lintSource({
      source: { filePath: change.path, content: textsOf(change.added).join("\n"), contentType: "text" },
      options: { config: CONFIG, maskSecrets: true },
    });
    // Only the kind is repeated: the message may quote what was found.
    for (const message of result.messages) found.push({ path: change.path, what: message.messageId });
  }
  return found;
}

const HIDDEN = "[looked like a secret]";

/** A transcript may quote a secret that the repository holds: quoting must not spread it. */
export async function withoutSecrets(text: string): Promise<string> {
  const result = await lintSource({
    source: { filePath: "text.md", content: text, contentType: "text" },
    options: { config: CONFIG },
  });
  let shown = "";
  let past = 0;
  // Two rules may match the same secret with different bounds.
  for (const [from, to] of result.messages.map(({ range }) => range).sort(([a], [b]) => a - b)) {
    if (from >= past) shown += text.slice(past, from) + HIDDEN;
    past = Math.max(past, to);
  }
  return shown + text.slice(past);
}
