// The frame of every page: head, navigation, main part. It loads its style sheets and one script from here.
import { html } from "hono/html";
import type { Html } from "./html.ts";

export type Frame = {
  title: string;
  /** What can be gone to from here; empty where nobody is signed in. */
  nav: { path: string; name: string }[];
  /** The entry of `nav` that this page belongs to; null: none. */
  current: string | null;
  /** The token of this session's forms; null: nobody is signed in. */
  csrf: string | null;
  /** Of somebody who signed in with GitHub; null: nobody did. */
  login: string | null;
  /** What changes by itself while the page is looked at. */
  isLive: boolean;
  main: Html;
};

export function layout({ title, nav, current, csrf, login, isLive, main }: Frame): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Issuewright</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/page.css">
    <link rel="stylesheet" href="/assets/run.css">
    <script src="/assets/live.js" defer></script>
  </head>
  <body${isLive ? html` data-live="/live"` : ""}>
    <a class="skip" href="#main">To the content</a>
    <header class="bar">
      <a class="brand" href="/">Issuewright</a>
      ${nav.length === 0 ? "" : navigation(nav, current)}
      ${csrf === null ? "" : signOut(csrf, login)}
    </header>
    <main id="main" tabindex="-1">
      ${main}
    </main>
  </body>
</html>
`;
}

function navigation(nav: Frame["nav"], current: string | null): Html {
  return html`<nav aria-label="Pages"><ul>
        ${nav.map(
          ({ path, name }) =>
            html`<li><a href="${path}"${path === current ? html` aria-current="page"` : ""}>${name}</a></li>`,
        )}
      </ul></nav>`;
}

function signOut(csrf: string, login: string | null): Html {
  return html`<form class="sign-out" method="post" action="/sign-out">
        <input type="hidden" name="csrf" value="${csrf}">${login === null ? "" : html`<span class="login">@${login}</span>`}
        <button class="quiet">Sign out</button>
      </form>`;
}
