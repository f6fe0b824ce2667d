// Texts in quotes, in the code of any language. Pure.

/** Those in single and double quotes end in their line. */
export const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
