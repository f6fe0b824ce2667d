// Plays inputs made from a seed to the tool server and judges what it does with each: a crash, a hang, a sanitizer's
// report, a leftover or an answer nobody asked for is a finding, made as small as it gets.
import { decode } from "../../../worker/sandboxes/guest/protocol.ts";
import type { Box } from "./box.ts";
import { type Driver, type Pace, startDriver } from "./driver.ts";
import { anInput, type Chance, chanceFrom } from "./inputs.ts";

export type Finding = { what: string; input: Buffer; pace: Pace; complaints: string };
export type Campaign = {
  inputs: number;
  lines: number;
  parsed: number;
  answers: number;
  findings: Finding[];
};

const LINES_TO_PARSE = 500;
const MAX_TRIES = 100;

/** Until `enough` or the first finding. */
export async function fuzz(box: Box, seed: number, enough: (so: Campaign) => boolean): Promise<Campaign> {
  const chance = chanceFrom(seed);
  const so: Campaign = { inputs: 0, lines: 0, parsed: 0, answers: 0, findings: [] };
  await using driver = startDriver(box);
  while (!enough(so) && so.findings.length === 0) {
    const wrong = await parseSome(driver, chance, so);
    if (wrong !== null) {
      so.findings.push(await smaller(box, wrong));
      break;
    }
    const input = anInput(chance, 30);
    const pace = aPace(chance, input.length);
    const judged = await judge(driver, input, pace);
    if (judged.what !== null)
      so.findings.push(
        await smaller(box, { what: judged.what, input, pace, complaints: driver.complaints() }),
      );
    so.inputs++;
    so.lines += input.toString("latin1").split("\n").length - 1;
    so.answers += judged.answers;
  }
  return so;
}

/** At once, in many pieces, or slowly enough for commands to do something. */
function aPace(chance: Chance, length: number): Pace {
  const piece = (pieces: number) => Math.min(Math.ceil(length / pieces), 65_535);
  return chance.oneOf<Pace>([
    { pieceBytes: 0, pauseMs: 0 },
    { pieceBytes: Math.max(1 + chance.below(40), piece(40)), pauseMs: 0 },
    { pieceBytes: piece(1 + chance.below(6)), pauseMs: chance.oneOf([2, 5, 15]) },
  ]);
}

async function parseSome(driver: Driver, chance: Chance, so: Campaign): Promise<Finding | null> {
  const input = anInput(chance, LINES_TO_PARSE);
  const { what, lines } = await parsed(driver, input);
  so.parsed += lines;
  if (what === null) return null;
  return { what, input, pace: { pieceBytes: 0, pauseMs: 0 }, complaints: driver.complaints() };
}

async function parsed(driver: Driver, input: Buffer): Promise<{ what: string | null; lines: number }> {
  const lines = input.toString("latin1").replace(/\n$/, "").split("\n");
  const verdicts = await driver.parse(input).catch(() => null);
  if (verdicts === null) return { what: "the parser crashed", lines: lines.length };
  const wrong = input.length > 0 && lines.some((line, at) => (verdicts[at] === "1") !== isRequest(line));
  return { what: wrong ? "the parser took what is no request, or refused one" : null, lines: lines.length };
}

const STRING = '"[^"\\\\\\0-\\x1f]*"';
const REQUEST = new RegExp(`^\\{${STRING}:(${STRING}|\\d+)(,${STRING}:(${STRING}|\\d+)){0,11}\\}$`);
const FIELD = new RegExp(`(${STRING}):(?:${STRING}|(\\d+))`, "g");
const LARGEST = 9_223_372_036_854_775_799n;

/** The grammar of requests once more, in other words. */
function isRequest(line: string): boolean {
  if (!REQUEST.test(line)) return false;
  const fields = [...line.matchAll(FIELD)];
  const keys = new Set(fields.map(([, key]) => key));
  return keys.size === fields.length && fields.every(([, , number]) => BigInt(number ?? 0) <= LARGEST);
}

async function judge(
  driver: Driver,
  input: Buffer,
  pace: Pace,
): Promise<{ what: string | null; answers: number }> {
  const served = await driver.serve(input, pace).catch(() => null);
  if (served === null) return { what: "the driver crashed", answers: 0 };
  const lines = served.output.toString("latin1").split("\n").slice(0, -1);
  const asked = input.toString("latin1").split("\n").length - 1;
  const killed = input.includes(KILLS_THE_SERVER) && served.status === 9;
  const what =
    driver.complaints() !== ""
      ? "a sanitizer complained"
      : served.status !== 0 && !killed
        ? `the server ended with ${served.status}`
        : lines.some((line) => decode(line) === null)
          ? "an answer makes no sense"
          : lines.length > asked
            ? "there are more answers than requests"
            : null;
  return { what, answers: lines.length };
}

/** A command may do that to its server: the worker starts another. */
const KILLS_THE_SERVER = Buffer.from("kill -").toString("base64");

/** Leaves out halves, quarters, … as long as it stays wrong. */
async function smaller(box: Box, finding: Finding): Promise<Finding> {
  let { input } = finding;
  let tries = 0;
  for (let size = input.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < input.length && tries < MAX_TRIES; tries++) {
      const without = Buffer.concat([input.subarray(0, at), input.subarray(at + size)]);
      if ((await again(box, finding, without)) === finding.what) input = without;
      else at += size;
    }
  }
  return { ...finding, input };
}

async function again(box: Box, { what, pace }: Finding, input: Buffer): Promise<string | null> {
  await using driver = startDriver(box);
  if (!what.startsWith("the parser")) return (await judge(driver, input, pace)).what;
  const verdict = await parsed(driver, input);
  return verdict.what;
}
