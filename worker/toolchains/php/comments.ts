// What is prose in PHP.
import type { Comments } from "../comments.ts";

export const comments: Comments = {
  // That ends the code, in a comment as well.
  acts: /\?>/,
};
