// Nobody but its owner reads the data directory.
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, it } from "@jest/globals";
import { createLog } from "../../src/log.ts";
import { closeToOthers } from "../../src/private-data.ts";
import { temporaryFolder } from "../support/git.ts";

function logged() {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: createLog({ level: "info", name: "test", destination }) };
}

it("is closed at the start, as the log says once, but for what sandboxes read beneath it", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  const outside = join(folder.path, "outside.txt");
  for (const path of ["runs/r-1", "mirrors"]) mkdirSync(join(data, path), { recursive: true });
  for (const path of ["runs/r-1/change.patch", "mirrors/pack"]) writeFileSync(join(data, path), "x");
  writeFileSync(outside, "x");
  symlinkSync(outside, join(data, "runs/link"));
  const all = [
    data,
    ...["runs", "runs/r-1", "runs/r-1/change.patch", "mirrors", "mirrors/pack"].map((path) =>
      join(data, path),
    ),
    outside,
  ];
  for (const path of all) chmodSync(path, 0o755);

  const { lines, log } = logged();
  await closeToOthers(data, log);
  const modes = all.map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(["700", "700", "700", "600", "755", "755", "755"]);
  await closeToOthers(data, log);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ closed: 4, first: data, msg: expect.stringContaining("closed parts") }),
  ]);
});

it("says nothing of what a closed folder kept from others already", async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, "runs"), { mode: 0o755 });
  chmodSync(folder.path, 0o700);
  const { lines, log } = logged();
  await closeToOthers(folder.path, log);
  expect([statSync(join(folder.path, "runs")).mode & 0o777, lines]).toEqual([0o700, []]);
});

it("is made closed where it is missing", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "new");
  await closeToOthers(data, logged().log);
  expect((statSync(data).mode & 0o777).toString(8)).toBe("700");
});
