// The machine: workers and their places, what waits, and what of deliveries and words is open or was given up.
import { html } from "hono/html";
import { identityOf, slug } from "../../domain/repository.ts";
import type { Open } from "../../queue/view.ts";
import { status } from "../html/status.ts";
import { table } from "../html/table.ts";
import { amount } from "../html/words.ts";
import type { Page } from "./page.ts";

export const machine: Page = {
  path: "/machine",
  nav: "Machine",
  isLive: true,
  async show({ sources }) {
    const { places, running, waiting, deliveries, words } = await sources.queue.machine();
    const taken = Object.values(running).reduce((sum, count) => sum + count, 0);
    const facts: [string, string][] = [
      ["Workers", amount(places.workers)],
      ["Places taken", `${amount(taken)} of ${amount(places.all)}`],
      ["Most for a repository", amount(places.perRepository)],
      ["Waiting", amount(waiting)],
    ];
    const names = new Map(
      (await sources.ledger.repositories()).map((each) => [identityOf(each), slug(each)]),
    );
    const rows = Object.entries(running)
      .map(([identity, count]) => ({ name: names.get(identity) ?? identity, count }))
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ name, count }) => [name, amount(count)]);
    return {
      title: "Machine",
      main: html`<h1>Machine</h1>
<div data-part="machine"><p class="stand">${places.workers === 0 ? status("No worker", "bad") : status("At work", "good")} <span>${places.workers === 0 ? "Nothing begins until a worker is started." : "Workers gave a sign within twenty seconds."}</span></p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${rows.length === 0 ? "" : html`<h2>At work</h2><div class="panel scroll">${table("Runs at work", [{ name: "Repository" }, { name: "Runs", isNumber: true }], rows)}</div>`}
<h2>Kept until they are done</h2>
<div class="panel scroll">${table(
        "Kept until they are done",
        [
          { name: "What" },
          { name: "State" },
          { name: "Open", isNumber: true },
          { name: "Given up, last week", isNumber: true },
        ],
        [
          ["Deliveries from GitHub", ...stateOf(deliveries)],
          ["Words owed to people", ...stateOf(words)],
        ],
      )}</div>
<p class="note">What was given up stands in the server's log, with the reason.</p></div>`,
    };
  },
};

function stateOf({ open, givenUp }: Open) {
  const state =
    givenUp > 0 ? status("Given up", "bad") : open > 0 ? status("Open", "warn") : status("Done", "good");
  return [state, amount(open), amount(givenUp)];
}
