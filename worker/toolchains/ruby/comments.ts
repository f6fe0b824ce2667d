// What is prose in Ruby.
import { BEHIND_HASH, type Comments } from "../comments.ts";

export const comments: Comments = {
  lines: { files: /(?:\.(?:rb|rake)|(?:^|\/)(?:Rakefile|Gemfile))$/i, line: BEHIND_HASH },
};
