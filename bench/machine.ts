// Asks a sandbox what a developer's laptop would be asked, and compares the answers. Exits with 1 where one differs.
import { CHECKOUT } from "./machine/checkout.ts";
import { FILES } from "./machine/files.ts";
import { NETWORK } from "./machine/network.ts";
import { type AskedMachine, openMachine } from "./machine/open.ts";
import { judged, type Probe, type Probed } from "./machine/probe.ts";
import { SYSTEM } from "./machine/system.ts";
import { TOOLS } from "./machine/tools.ts";

await using machine = await openMachine();

const PROBES: Record<string, Probe[]> = {
  checkout: CHECKOUT,
  files: FILES,
  system: SYSTEM,
  network: NETWORK,
  tools: TOOLS,
};

const all: Probed[] = [];
for (const [what, probes] of Object.entries(PROBES)) await askEach(what, probes, machine.ask);
await askEach("checkout of an arm of a measurement", CHECKOUT, machine.arm);
const odd = all.filter(({ isExpected }) => !isExpected);
process.stdout.write(`\n${all.length} probes, ${all.length - odd.length} as on a laptop\n`);
if (odd.length > 0) process.exitCode = 1;

async function askEach(what: string, probes: Probe[], ask: AskedMachine["ask"]): Promise<void> {
  process.stdout.write(`\n${what}\n`);
  for (const probe of probes) {
    const asked = judged(probe, await ask(probe.line));
    all.push(asked);
    process.stdout.write(rowOf(asked));
  }
}

function rowOf({ asks, said, answer, isExpected }: Probed): string {
  const shown = JSON.stringify(said.length > 70 ? `${said.slice(0, 70)}…` : said);
  const row = `${isExpected ? "as expected" : "DIFFERENT  "}  ${asks.padEnd(46)} ${shown}\n`;
  return isExpected
    ? row
    : `${row}             expected: ${answer}\n             was: ${JSON.stringify(said)}\n`;
}
