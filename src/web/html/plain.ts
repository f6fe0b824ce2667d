// A page that says one thing.
import { html } from "hono/html";
import type { Html } from "./html.ts";

export function plain(title: string, text = ""): { title: string; main: Html } {
  return {
    title,
    main: html`<section class="narrow"><h1>${title}</h1><p>${text}</p><p><a href="/">To the board</a></p></section>`,
  };
}
