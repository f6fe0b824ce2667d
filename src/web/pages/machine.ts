// The machine: who works on what, what limits are left, what looked at GitHub when, and what failed.
import { html } from "hono/html";
import { identityOf, slug } from "../../domain/repository.ts";
import type { RunRow } from "../../ledger/rows.ts";
import type { Machine } from "../../queue/view.ts";
import { withoutSecretsIn } from "../../secrets.ts";
import type { Sign, SignOf } from "../../signs/sign.ts";
import { facts } from "../html/facts.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import { panel } from "../html/table.ts";
import { amount, announced } from "../html/words.ts";
import { judgedText } from "../judging.ts";
import { examination } from "../machine/examination.ts";
import { failed, kept } from "../machine/failed.ts";
import { gitHubLimits, modelLimits } from "../machine/limits.ts";
import { models } from "../machine/models.ts";
import { sandboxes } from "../machine/sandboxes.ts";
import { sweeps } from "../machine/sweeps.ts";
import type { Sources } from "../sources.ts";
import type { Page } from "./page.ts";

export const machine: Page = {
  path: "/machine",
  nav: "Machine",
  isLive: true,
  isForOperators: true,
  async show({ of, sources, csrf }) {
    const [there, signs] = await Promise.all([sources.queue.machine(), sources.signs.all()]);
    const given = await withoutSecretsIn(byKind(signs));
    const runs = await runsOf(given.sandbox, sources.ledger);
    const nowMs = sources.clock.now();
    return {
      title: "Machine",
      main: html`<h1>Machine</h1>
${announced(judgedText(of("judged")))}
<div data-part="machine">${await workers(there, sources)}
<h2>Sandboxes <span class="count">${given.sandbox.length}</span></h2>${sandboxes(given.sandbox, runs, nowMs)}
<h2>Models</h2>${models(given.models)}
<h2>Limits of GitHub</h2>${gitHubLimits(given["github-limit"], accountsIn(given.sweep), nowMs)}
<h2>Limits of models</h2>${modelLimits(given["model-limit"], nowMs)}
<h2>Sweeps <span class="note">Looks at GitHub on a schedule.</span></h2>${sweeps(given.sweep, nowMs)}
<h2>Kept until they are done</h2>${kept(there)}
${await failed(there.failed, { nowMs, csrf })}
<h2>Doctor</h2>${examination(given.doctor[0], nowMs)}</div>`,
    };
  },
};

async function workers({ places, running, waiting }: Machine, { ledger }: Sources): Promise<Html> {
  const taken = Object.values(running).reduce((sum, count) => sum + count, 0);
  const names = new Map((await ledger.repositories()).map((each) => [identityOf(each), slug(each)]));
  const rows = Object.entries(running)
    .map(([identity, count]) => ({ name: names.get(identity) ?? identity, count }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, count }) => [name, amount(count)]);
  const stand =
    places.workers === 0
      ? html`${status("No worker", "bad")} <span>Nothing begins until a worker is started.</span>`
      : html`${status("At work", "good")} <span>Workers gave a sign within twenty seconds.</span>`;
  const columns = [{ name: "Repository" }, { name: "Runs", isNumber: true }];
  return html`<p class="stand">${stand}</p>
${facts([
  ["Workers", amount(places.workers)],
  ["Places taken", `${amount(taken)} of ${amount(places.all)}`],
  ["Most per repository", amount(places.perRepository)],
  ["Waiting", amount(waiting)],
])}
${rows.length === 0 ? "" : html`<h2>At work</h2>${panel("Runs at work", columns, rows)}`}`;
}

type Given = { [K in Sign["kind"]]: SignOf<K>[] };

function byKind(signs: Sign[]): Given {
  const of = <K extends Sign["kind"]>(kind: K) =>
    signs.filter((sign): sign is SignOf<K> => sign.kind === kind);
  return {
    ...{ sandbox: of("sandbox"), models: of("models"), sweep: of("sweep"), doctor: of("doctor") },
    ...{ "github-limit": of("github-limit"), "model-limit": of("model-limit") },
  };
}

async function runsOf(open: SignOf<"sandbox">[], ledger: Sources["ledger"]): Promise<Map<string, RunRow>> {
  const ids = [...new Set(open.map(({ runId }) => runId))];
  const rows = await Promise.all(ids.map((id) => ledger.run(id)));
  return new Map(rows.flatMap((row) => (row === null ? [] : [[row.runId, row]])));
}

function accountsIn(looks: SignOf<"sweep">[]): Map<number, string> {
  const named = looks.flatMap(({ result }) => (result.kind === "looked" ? result.installations : []));
  return new Map(named.map(({ id, account }) => [id, account]));
}
