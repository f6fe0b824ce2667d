// Reads what `git cat-file --batch` prints: the contents of many objects, in the order they were asked for.

/** Each answer is `id blob size LF content LF`. */
export function* batchContents(output: Buffer): Generator<Buffer> {
  for (let from = 0; from < output.length; ) {
    const headEnd = output.indexOf(10, from);
    const bytes = Number(output.toString("latin1", from, headEnd).split(" ")[2]);
    yield output.subarray(headEnd + 1, headEnd + 1 + bytes);
    from = headEnd + 1 + bytes + 1;
  }
}
