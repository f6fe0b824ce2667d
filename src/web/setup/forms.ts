// What the set-up page shows until there is an App: what is asked, the way to GitHub, and what went wrong on it.
import { html } from "hono/html";
import type { AppWish } from "../../kept-app.ts";
import { causeText } from "../../messages/fault.ts";
import type { Html } from "../html/html.ts";
import type { Fault } from "./making.ts";
import { formAddress } from "./manifest.ts";
import { type Entered, type Field, type FieldFault, MOST_NAME_CHARACTERS } from "./wish.ts";

export function wishForm(csrf: string, entered: Entered, faults: FieldFault[]): Html {
  const problem = (field: Field) => {
    const fault = faults.find((each) => each.field === field);
    return fault === undefined
      ? ""
      : html`<span class="problem" id="${field}-problem">${FAULTS[fault.kind]}</span>`;
  };
  const described = (field: Field) =>
    faults.some((each) => each.field === field)
      ? html` aria-invalid="true" aria-describedby="${field}-problem"`
      : "";
  const is = (field: Field, value: string) => (entered[field] === value ? html` checked` : "");
  return html`<h1>Set up Issuewright</h1>
<p class="lead">Issuewright acts on GitHub as an App of yours. This page makes the App, keeps its key on this machine, and tries everything once.</p>
<form class="fields" method="post" action="/wish">
  <input type="hidden" name="csrf" value="${csrf}">
  <fieldset>
    <legend>Who owns the App?</legend>
    <label class="pick"><input type="radio" name="owner" value="person"${is("owner", "person")}> My own account</label>
    <label class="pick"><input type="radio" name="owner" value="organization"${is("owner", "organization")}> An organisation</label>
    <label>Login of the organisation ${problem("organization")}
      <input name="organization" value="${entered.organization}" autocomplete="off" spellcheck="false"${described("organization")}></label>
    <p class="note">This page cannot make an App that an enterprise owns, because GitHub takes no manifest for one. Make it by hand from <code>app.yml</code>, and set <code>APP_ID</code>, <code>PRIVATE_KEY_PATH</code> and <code>WEBHOOK_SECRET</code>.</p>
  </fieldset>
  <fieldset>
    <legend>Who may install it?</legend>
    <label class="pick"><input type="radio" name="installs" value="owner"${is("installs", "owner")}> Only its owner, on repositories of that account</label>
    <label class="pick"><input type="radio" name="installs" value="anybody"${is("installs", "anybody")}> Any account that knows its address. You pay for what its people ask for</label>
    <p class="note">A private App can be installed on its owner's repositories alone, so choose the owner whose repositories it shall work on.</p>
  </fieldset>
  <fieldset>
    <legend>How does Issuewright hear of a label?</legend>
    <label>Public address of this server, if it has one ${problem("hook")}
      <input name="hook" type="text" inputmode="url" value="${entered.hook}" placeholder="https://bot.example.org" autocomplete="off" spellcheck="false"${described("hook")}></label>
    <p class="note">Leave it empty on a laptop or behind a firewall: GitHub is asked every ten seconds then.</p>
  </fieldset>
  <fieldset>
    <legend>Where, and under which name?</legend>
    <label>GitHub ${problem("server")}
      <input name="server" type="text" inputmode="url" value="${entered.server}" autocomplete="off" spellcheck="false"${described("server")}></label>
    <label>Name of the App, at most ${MOST_NAME_CHARACTERS} characters. No other App on GitHub may have it ${problem("name")}
      <input name="name" value="${entered.name}" autocomplete="off"${described("name")}></label>
  </fieldset>
  <p class="acts"><button>Go on</button></p>
</form>`;
}

const FAULTS: Record<FieldFault["kind"], string> = {
  "no-address": "This is no web address. Write it like https://github.example.com.",
  "no-login": "This is no login. Write it as it stands in the address of the organisation.",
  "no-name": "The App needs a name.",
  "too-long": "This name is too long for GitHub.",
  placeholder: "This is the example of app.yml. Write the address of your server.",
  loopback: "This address means another machine to GitHub. Write a public one, or leave the field empty.",
};

/** The manifest goes to GitHub with the person's own browser, so that they see and confirm what is made. */
export function toGitHub(csrf: string, wish: AppWish, manifest: Record<string, unknown>): Html {
  const permissions = Object.entries(Object(manifest.default_permissions)).map(
    ([name, access]) => `${name}: ${access}`,
  );
  return html`<h1>Make the App on GitHub</h1>
<p class="lead">GitHub shows what the App may do and asks you to confirm. Then it sends you back here, within an hour.</p>
<dl class="facts">
  <div><dt>Name</dt><dd>${wish.name}</dd></div>
  <div><dt>Owner</dt><dd>${wish.organization ?? "your account"}</dd></div>
  <div><dt>May be installed by</dt><dd>${wish.isPublic ? "anybody" : "its owner"}</dd></div>
  <div><dt>Hears of a label</dt><dd>${wish.hookUrl === null ? "by asking GitHub" : `at ${wish.hookUrl}`}</dd></div>
</dl>
<p class="note">It may: ${permissions.join(", ")}.</p>
<div class="acts">
  <form method="post" action="${formAddress(wish)}">
    <input type="hidden" name="manifest" value="${JSON.stringify(manifest)}">
    <button>Make it on ${new URL(wish.serverUrl).host}</button>
  </form>
  ${startOver(csrf, "Change something")}
</div>`;
}

export function keyIsMissing(csrf: string, wish: AppWish, fault: Fault | null): Html {
  return html`<h1>The App is made, its key is not here yet</h1>
<p class="lead">${fault === null ? "GitHub gives the key for a code that is good for an hour." : faultText(fault)}</p>
<div class="acts">
  <form method="post" action="/again"><input type="hidden" name="csrf" value="${csrf}"><button>Try again</button></form>
  ${startOver(csrf, "Make another App")}
</div>
<p class="note">If the key stays away: remove the App <strong>${wish.name}</strong> on GitHub under “Developer settings”, and make another one.</p>`;
}

function faultText(fault: Fault): Html {
  switch (fault.kind) {
    case "refused":
      return html`GitHub gave no key: ${fault.status} ${fault.githubSaid}. A code is good once and for an hour; this one seems to be over.`;
    case "away":
      return html`GitHub could not be asked for the key: ${fault.programSaid}. The code is kept; try again within the hour.`;
    case "not-kept":
      return html`The key came, and could not be kept on this machine: ${causeText(fault.cause)}. Mend that, and try again before you stop Issuewright.`;
    default:
      return fault satisfies never;
  }
}

function startOver(csrf: string, name: string): Html {
  return html`<form method="post" action="/over"><input type="hidden" name="csrf" value="${csrf}"><button class="second">${name}</button></form>`;
}

/** Behind GitHub's redirect a browser holds the cookie back, so a step of one's own follows. */
export function cameBack(text: string): Html {
  return html`<section class="narrow"><h1>Back from GitHub</h1><p>${text}</p><p class="acts"><a class="button" href="/">Go on</a></p></section>`;
}

export const started = html`<section class="narrow"><h1>Issuewright starts</h1>
<p>Its page takes the place of this one in a moment, and you stay signed in there.</p>
<p class="acts"><a class="button" href="/">To the board</a></p>
<p>Later, a link to it is printed by</p>
<pre><code>npx issuewright page</code></pre>
<p>Put <code>ai-ready</code> on an issue.</p></section>`;

export function said(title: string, text = ""): Html {
  return html`<section class="narrow"><h1>${title}</h1><p>${text}</p><p><a href="/">To the set-up page</a></p></section>`;
}
