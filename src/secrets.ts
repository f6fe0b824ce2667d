// Looks for secrets in a text. The scanner is secretlint with its recommended rules.
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

const CONFIG = {
  rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, options: {} }],
};

/** `kind`: by the rule that knows it. `from` and `to`: where it stands. */
export type FoundSecret = { kind: string; from: number; to: number };

/** Some rules go by the name of the file. Takes some milliseconds for each 1,000 characters. */
export async function secretsIn(content: string, filePath: string): Promise<FoundSecret[]> {
  const source = { filePath, content, contentType: "text" } as const;
  const { messages } = await lintSource({ source, options: { config: CONFIG, maskSecrets: true } });
  return messages.map(({ messageId, range: [from, to] }) => ({ kind: messageId, from, to }));
}

const HIDDEN = "[looked like a secret]";

/** A transcript may quote a secret that the repository holds: quoting must not spread it. */
export async function withoutSecrets(text: string): Promise<string> {
  let shown = "";
  let past = 0;
  // Two rules may match the same secret with different bounds.
  for (const { from, to } of (await secretsIn(text, "text.md")).sort((a, b) => a.from - b.from)) {
    if (from >= past) shown += text.slice(past, from) + HIDDEN;
    past = Math.max(past, to);
  }
  return shown + text.slice(past);
}

/** The same for each text in a value of JSON. Looking at all of them at once is what takes time, so that is done first. */
export async function withoutSecretsIn<T>(value: T): Promise<T> {
  if ((await secretsIn(textsIn(value).join("\n\n"), "text.md")).length === 0) return value;
  const copy = structuredClone(value);
  await hideIn(copy);
  return copy;
}

/** Each once. */
function textsIn(value: unknown): string[] {
  const found = new Set<string>();
  const look = (inner: unknown) => {
    if (typeof inner === "string") found.add(inner);
    else if (typeof inner === "object" && inner !== null) Object.values(inner).forEach(look);
  };
  look(value);
  return [...found];
}

async function hideIn(value: unknown): Promise<void> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === "string") Reflect.set(value, name, await withoutSecrets(inner));
    else await hideIn(inner);
  }
}
