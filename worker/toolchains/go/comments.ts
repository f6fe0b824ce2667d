// What is prose in Go.
import type { Comments } from "../comments.ts";

export const comments: Comments = {
  lines: { files: /\.go$/i, line: /^\s*\/\/(?!go:)(?!.*\$\{)/ },
  acts: /^\/\/\s*(?:go:|line |export )/,
  unless: /\bimport\s+"C"/,
};
