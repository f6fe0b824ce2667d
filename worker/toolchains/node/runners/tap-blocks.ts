// TAP with tests inside of tests, as node-tap writes it: blocks of numbered points, each with the block that it stands for.

export type Block = { name: string; points: Point[]; plan: number | null };

export type Point = {
  isOk: boolean;
  number: number;
  said: string;
  directive: "skip" | "todo" | null;
  /** The plain values of its details, by their names, whatever they are nested in. */
  details: ReadonlyMap<string, string>;
  inner: Block | null;
};

const LINE = /^(?<indent> *)(?<text>\S.*)$/;
const SUBTEST = /^# Subtest: (?<name>.*)$/;
const POINT = /^(?<not>not )?ok (?<number>\d+)(?: - (?<said>.*?))?(?<opens> \{)?$/;
const DIRECTIVE = / # (?<word>SKIP|TODO)\b.*$/i;
const TIME = / # time=[\d.]+m?s$/;
const PLAN = /^1\.\.(?<count>\d+)(?: #.*)?$/;
const FIELD = /^(?<key>[A-Za-z]\w*): (?<value>[^|>].*)$/;
const STEP = 4;
const MOST_BLOCKS = 20;

type Frame = { indent: number; block: Block };

/** The outermost block. What is neither a point, a plan nor the begin of a block is what tests printed, and left out. */
export function blocksIn(lines: readonly string[]): Block {
  const top: Block = { name: "", points: [], plan: null };
  const open: Frame[] = [{ indent: 0, block: top }];
  for (let at = 0; at < lines.length; at++) {
    const { indent = "", text = "" } = LINE.exec(lines[at] ?? "")?.groups ?? {};
    const frame = open.findLast((each) => each.indent === indent.length);
    if (frame === undefined) continue;
    const name = SUBTEST.exec(text)?.groups?.name;
    if (name !== undefined && open.length < MOST_BLOCKS) {
      closeTo(open, frame);
      open.push({ indent: indent.length + STEP, block: { name, points: [], plan: null } });
    }
    const plan = PLAN.exec(text)?.groups?.count;
    if (plan !== undefined) frame.block.plan = Number(plan);
    const last = frame.block.points.at(-1);
    if (text === "{" && last !== undefined) opened(open, frame, last);
    const found = POINT.exec(text)?.groups;
    if (found === undefined) continue;
    const inner = closeTo(open, frame);
    const details = detailsBelow(lines, at + 1, indent.length + 2);
    const point = pointOf({ ...found, number: found.number ?? "" }, details.fields, inner);
    frame.block.points.push(point);
    if (found.opens !== undefined) opened(open, frame, point);
    at = details.end;
  }
  return top;
}

/** Closes what is open inside of the frame, and returns the block next to it. */
function closeTo(open: Frame[], frame: Frame): Block | null {
  const [inner] = open.splice(open.indexOf(frame) + 1);
  return inner?.block ?? null;
}

function opened(open: Frame[], frame: Frame, point: Point): void {
  const block: Block = { name: point.said, points: [], plan: null };
  point.inner = block;
  open.push({ indent: frame.indent + STEP, block });
}

type Found = { not?: string; number: string; said?: string };

function pointOf({ not, number, said = "" }: Found, details: Point["details"], inner: Block | null): Point {
  const word = DIRECTIVE.exec(said)?.groups?.word?.toUpperCase();
  return {
    isOk: not === undefined,
    number: Number(number),
    said: said.replace(TIME, "").replace(DIRECTIVE, ""),
    directive: word === "SKIP" ? "skip" : word === "TODO" ? "todo" : null,
    details,
    inner,
  };
}

/** Details in YAML; `end` is the number of their last line, or that of the point where there are none. */
function detailsBelow(lines: readonly string[], from: number, indent: number) {
  const fields = new Map<string, string>();
  const margin = " ".repeat(indent);
  if (lines[from] !== `${margin}---`) return { fields, end: from - 1 };
  const end = lines.indexOf(`${margin}...`, from);
  if (end === -1) return { fields, end: from - 1 };
  for (const line of lines.slice(from, end)) {
    const { key, value } = FIELD.exec(line.trim())?.groups ?? {};
    if (key !== undefined && value !== undefined && !fields.has(key)) fields.set(key, value);
  }
  return { fields, end };
}

/** The points are as many as planned, and numbered in their order. */
export function addsUp({ points, plan }: Block): boolean {
  return plan === points.length && points.every(({ number }, at) => number === at + 1);
}
