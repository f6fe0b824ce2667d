// What is prose in C, C++ and CMake.
import { BEHIND_HASH, type Comments } from "../comments.ts";

export const comments: Comments = {
  lines: { files: /\.cmake$/i, line: BEHIND_HASH },
  // A trigraph for a backslash goes on in the next line.
  acts: /\?\?\//,
};
