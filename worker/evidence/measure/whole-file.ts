// A patch of one whole file of text. Pure.

/** Takes the whole file away and puts the other one there. Null: there was none. Empty where both are the same. */
export function replacing(path: string, old: string | null, now: string): string {
  if (old === now) return "";
  const [removed, added] = [linesOf(old ?? "", "-"), linesOf(now, "+")];
  return [
    `diff --git a/${path} b/${path}`,
    ...(old === null ? ["new file mode 100644", "--- /dev/null"] : [`--- a/${path}`]),
    `+++ b/${path}`,
    `@@ -${rangeOf(removed)} +${rangeOf(added)} @@`,
    ...removed.text,
    ...added.text,
    "",
  ].join("\n");
}

type Lines = { count: number; text: string[] };

function linesOf(text: string, sign: "-" | "+"): Lines {
  if (text === "") return { count: 0, text: [] };
  const whole = text.endsWith("\n");
  const lines = (whole ? text.slice(0, -1) : text).split("\n");
  const shown = lines.map((line) => `${sign}${line}`);
  return { count: lines.length, text: whole ? shown : [...shown, "\\ No newline at end of file"] };
}

function rangeOf({ count }: Lines): string {
  return count === 0 ? "0,0" : `1,${count}`;
}
