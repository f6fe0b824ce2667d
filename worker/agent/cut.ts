// Long text for a model: beginning and end, and how much is missing between them. Pure.

export function cutInTheMiddle(text: string, most: number): string {
  const over = text.length - most;
  if (over <= 0) return text;
  const head = text.slice(0, Math.ceil(most / 2));
  const tail = text.slice(text.length - Math.floor(most / 2));
  return `${head}\n(${over} characters cut here)\n${tail}`;
}
