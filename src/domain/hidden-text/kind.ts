// The kinds of text that GitHub does not show to a reader.
import { z } from "zod";

/**
 * `definition`: an address of a link, or a footnote, that stands apart from the text. `attribute`: what a tag, an image or a
 * link says besides what is shown. `element`: the content of an element that is never shown, as `<template>`.
 */
export const HiddenKind = z.enum([
  ...(["comment", "collapsed", "definition", "attribute", "element", "unseen-character"] as const),
]);
export type HiddenKind = z.infer<typeof HiddenKind>;
