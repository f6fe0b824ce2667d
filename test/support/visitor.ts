// Somebody who signs in with GitHub to a page that is served, and reads and presses there, without a browser.
import { agreedAs } from "./local-github.ts";
import { cookieIn } from "./page.ts";

export type Visitor = {
  read(path: string): Promise<{ status: number; text: string }>;
  /** Sends the form behind the button of that name, as the page has it. */
  press(path: string, button: string): Promise<Response>;
};

export async function visitorOf(pageUrl: string, login: string): Promise<Visitor> {
  const away = await fetch(`${pageUrl}/sign-in/github`, { redirect: "manual" });
  const there = await agreedAs(login, away.headers.get("location") ?? "");
  const back = await fetch(there, { headers: { cookie: cookieIn(away) }, redirect: "manual" });
  const cookie = back.headers.getSetCookie().find((each) => !each.includes("-sign-in=")) ?? "";
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  const read: Visitor["read"] = async (path) => {
    const answer = await fetch(`${pageUrl}${path}`, { headers, redirect: "manual" });
    return { status: answer.status, text: await answer.text() };
  };
  return {
    read,
    async press(path, button) {
      const { text } = await read(path);
      const forms = text.match(/<form method="post" action="\/act">.*?<\/form>/gs) ?? [];
      const form = forms.find((each) => each.includes(`>${button}<`)) ?? "";
      const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)];
      return fetch(`${pageUrl}/act`, {
        method: "POST",
        body: new URLSearchParams(Object.fromEntries(fields.map(([, name, value]) => [name, value]))),
        headers,
        redirect: "manual",
      });
    },
  };
}
