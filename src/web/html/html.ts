// What every piece of a page is: text in which whatever was put in is escaped, unless it is such a piece itself.
import type { html } from "hono/html";

export type Html = ReturnType<typeof html>;
