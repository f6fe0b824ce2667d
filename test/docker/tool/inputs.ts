// Inputs for the tool server from a seed: batches of requests, most of them sound, some bent a little, some broken.
import { encode, type Operation } from "../../../worker/sandboxes/guest/protocol.ts";

export type Chance = {
  /** A whole number below `limit`. */
  below(limit: number): number;
  oneOf<Item>(items: readonly [Item, ...Item[]]): Item;
};

/** The same seed gives the same numbers (xorshift). */
export function chanceFrom(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    oneOf: (items) => items[below(items.length)] ?? items[0],
  };
}

/** Lines, each ending in a newline but perhaps the last. Half of the inputs are sound up to their last line. */
export function anInput(chance: Chance, mostLines: number): Buffer {
  const lines = 1 + chance.below(mostLines);
  const firstBent = chance.oneOf([0, lines - 1]);
  const all = Array.from({ length: lines }, (_, at) => aLine(chance, at, at >= firstBent));
  const whole = Buffer.concat(all);
  return chance.below(20) === 0 ? whole.subarray(0, chance.below(whole.length)) : whole;
}

function aLine(chance: Chance, id: number, mayBend: boolean): Buffer {
  const sound = encode(chance.below(50) === 0 ? chance.below(2 ** 31) : id, anOperation(chance));
  const kind = mayBend ? chance.below(10) : 0;
  if (kind < 6) return Buffer.from(sound);
  const bent = kind < 8 ? `${bendFields(chance, sound.trimEnd())}\n` : sound;
  return kind === 7 || kind === 8 ? bendBytes(chance, Buffer.from(bent)) : Buffer.from(bent);
}

const PATHS = [
  ...[
    "",
    ".",
    "..",
    "/",
    "a",
    "a/b",
    "a/b/c/d",
    "../x",
    "/etc/passwd",
    "a/../../x",
    "a/../a/b",
    "a//b",
    "a/",
    "./a",
  ],
  ...[
    "link",
    "link/x",
    "up/etc/passwd",
    "fifo",
    "\0",
    "a\0b",
    "\u{1f600}",
    "\n",
    "-",
    "x".repeat(255),
    "x".repeat(256),
  ],
  ...["x/".repeat(200), "x/".repeat(2100), "..".repeat(50), "../".repeat(50)],
] as const;
const LINES = [
  ...[
    "",
    "true",
    "exit 7",
    "echo hello; echo there >&2",
    "kill -9 $$",
    "kill -9 -1",
    "kill -9 $PPID",
    "sleep 100",
  ],
  ...[
    "sleep 100 & echo on",
    "setsid sleep 100 &",
    "seq 1 5000",
    "yes",
    "exec >&- 2>&-",
    "(",
    "\0",
    "cat",
    "ulimit -f 1",
  ],
  ...["ln -s /etc up; ln -s a link; mkfifo fifo; mkdir -p a/b", "rm -rf a x* link up fifo", "kill -STOP $$"],
] as const;
const SIZES = [
  0,
  1,
  2,
  3,
  4,
  5,
  63,
  64,
  65,
  1000,
  65_535,
  65_536,
  65_537,
  1_000_000,
  2 ** 25,
  2 ** 25 + 1,
  2 ** 53,
] as const;

function anOperation(chance: Chance): Operation {
  const path = chance.oneOf(PATHS);
  const kinds: readonly [() => Operation, ...(() => Operation)[]] = [
    () => ({ op: "ping" }),
    () => ({ op: "read", path, maxBytes: chance.oneOf(SIZES) }),
    () => ({ op: "write", path, content: someBytes(chance, chance.below(30) === 0 ? 150_000 : 200) }),
    () => ({ op: "list", path, maxEntries: chance.oneOf(SIZES) }),
    () => ({ op: "cancel", target: chance.below(12) }),
    () => ({
      op: "run",
      line: chance.oneOf(LINES),
      cwd: chance.below(3) === 0 ? path : "",
      timeoutMs: 1 + chance.below(30),
      outputBytes: chance.below(4) === 0 ? chance.oneOf(SIZES) : 2 + chance.below(300),
    }),
  ];
  return chance.oneOf(kinds)();
}

const FIELDS = [
  ...[
    '"id":1',
    '"op":"ping"',
    '"x":""',
    '"":0',
    '"id":"1"',
    '"path":"YQ=="',
    '"path":"YQ="',
    '"content":"===="',
  ],
  ...[
    '"line":"AA=="',
    '"timeoutMs":9223372036854775807',
    '"timeoutMs":-1',
    '"outputBytes":99999999999999999999',
  ],
  ...[
    '"x":{}',
    '"x":[1]',
    '"x":null',
    '"x":1.5',
    '"x":1e9',
    '"x":00',
    '"x":"\\u0000"',
    '"x" :1',
    "",
    "x",
    '"x"',
    '"x":',
  ],
] as const;

/** Leaves a field out, doubles it, moves it, or puts another in its place or beside it. */
function bendFields(chance: Chance, line: string): string {
  const fields = line.slice(1, -1).split(",");
  for (let times = 1 + chance.below(3); times > 0; times--) {
    const at = chance.below(fields.length);
    const field = fields[at] ?? "";
    const other = chance.oneOf(FIELDS);
    fields.splice(
      at,
      1,
      ...chance.oneOf([[], [field, field], [other], [field, other], Array(12).fill(other)]),
    );
    if (chance.below(3) === 0) fields.reverse();
  }
  return `{${fields.join(",")}}`;
}

/** What means something to a parser, and what means nothing to any. */
const BYTES = '{}[]":,\\=\n\r\0 -+/019eEazAZ\u007f\u0080\u00c0\u00ff';

function bendBytes(chance: Chance, line: Buffer): Buffer {
  let bent = line;
  for (let times = 1 + chance.below(4); times > 0; times--) {
    const [at, until] = [chance.below(bent.length + 1), chance.below(bent.length + 1)];
    const [before, after] = [bent.subarray(0, at), bent.subarray(at)];
    const byte = Buffer.from(BYTES.charAt(chance.below(BYTES.length)), "latin1");
    bent = chance.oneOf([
      () => Buffer.concat([before, byte, after.subarray(1)]),
      () => Buffer.concat([before, byte, after]),
      () => Buffer.concat([before, after.subarray(1)]),
      () => Buffer.concat([before, bent.subarray(until)]),
      () =>
        Buffer.concat([
          before,
          Buffer.alloc(byte[0] === 10 ? 2 : chance.oneOf([10, 1000, 70_000]), byte),
          after,
        ]),
    ])();
  }
  return bent;
}

function someBytes(chance: Chance, most: number): Buffer {
  const length = chance.below(most);
  return Buffer.alloc(length, chance.below(256));
}
