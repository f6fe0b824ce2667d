// What is prose in Java and Kotlin.
import type { Comments } from "../comments.ts";

export const comments: Comments = {
  // A compiler reads an escaped sign before it knows what a comment is.
  acts: /\\u/,
};
