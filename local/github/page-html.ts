// A page of the local GitHub for a browser, as plain as can be.
import type { Answer } from "./route.ts";

export function html(status: number, main: string): Answer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Local GitHub</title><main>${main}</main></html>\n`;
  return { status, body, headers: { "content-type": "text/html; charset=utf-8" } };
}

export function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
