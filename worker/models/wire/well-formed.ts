// Text that every server can read: half a character, where a text was cut inside one, makes a request invalid. Pure.

export function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** Of a JSON text, which may hold half a character as an escape. Any other text is only made well-formed. */
export function wellFormedJson(text: string): string {
  const said = text.toWellFormed();
  if (!/\\ud[89a-f]/i.test(said)) return said;
  try {
    const read: unknown = JSON.parse(said, (_key, value: unknown) =>
      typeof value === "string" ? value.toWellFormed() : value,
    );
    return JSON.stringify(read);
  } catch {
    return said;
  }
}
