// A module of ours as a URL that a shell and NODE_OPTIONS take as it is, because a file for it may stand in the way.

/** The source of an ES module without comments; its lines are joined. */
export function urlOf(source: string): string {
  return `data:text/javascript,${encoded(source.replaceAll(/\s*\n\s*/g, " "))}`;
}

/** No character is left that a shell or NODE_OPTIONS reads as its own. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*~]/g, (found) => `%${found.charCodeAt(0).toString(16)}`);
}
