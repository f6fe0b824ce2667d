// Plays endpoints as they were documented or reported, and prints which are served. Exits with 1 where one is not as expected.
// Arguments: words of endpoints to play; default: all of them.

import { ENDPOINTS } from "./dialects/endpoints.ts";
import { play } from "./dialects/play.ts";

const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
let served = 0;
let played = 0;
for (const row of ENDPOINTS) {
  const name = `${row.endpoint} ${row.does}`;
  if (wanted.length > 0 && !wanted.some((word) => name.toLowerCase().includes(word))) continue;
  const { ended, requests } = await play(row);
  played += 1;
  if (ended === null) served += 1;
  const mark = ended === row.ends ? "" : "  UNEXPECTED";
  const verdict = ended === null ? `served in ${requests} requests` : `refused: ${ended}`;
  process.stdout.write(`${name}${mark}\n    ${row.address}\n    ${verdict}\n`);
  if (ended !== row.ends) process.exitCode = 1;
}
process.stdout.write(`\n${served} of ${played} endpoints served, the others refused with what to do.\n`);
