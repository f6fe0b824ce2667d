// The files that pages load from here: style sheet, script, icon. Read once, and asked for again only when they changed.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";

const TYPES: Record<string, string> = {
  "page.css": "text/css; charset=utf-8",
  "run.css": "text/css; charset=utf-8",
  "live.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

export function assets(): Hono {
  const app = new Hono();
  for (const [name, type] of Object.entries(TYPES)) {
    const text = readFileSync(join(import.meta.dirname, "assets", name), "utf8");
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
    app.get(`/assets/${name}`, (context) => {
      const headers = { "cache-control": "no-cache", etag };
      if (context.req.header("if-none-match") === etag) return context.body(null, 304, headers);
      return context.body(text, 200, { ...headers, "content-type": type });
    });
  }
  return app;
}
