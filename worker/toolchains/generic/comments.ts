// What is prose in shells and in settings.
import { BEHIND_HASH, type Comments } from "../comments.ts";

export const comments: Comments = {
  lines: {
    files: /(?:\.(?:sh|bash|pl|pm|r|mk|ya?ml|toml)|(?:^|\/)(?:GNUmakefile|makefile))$/i,
    line: BEHIND_HASH,
  },
};
