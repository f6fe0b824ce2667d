// What is prose in Python.
import { BEHIND_HASH, type Comments } from "../comments.ts";

export const comments: Comments = {
  lines: { files: /\.pyi?$/i, line: BEHIND_HASH },
  readsDocuments: /\b__doc__\b/,
};
