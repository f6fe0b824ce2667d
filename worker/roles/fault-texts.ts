// Why an order or a finding goes back, as the model that wrote it reads it.
import type { FindingFault, Shown } from "../../src/domain/finding.ts";
import type { Found, OrderFault } from "../../src/domain/work-order.ts";
import { count } from "../../src/messages/words.ts";

export function orderFaultText(fault: OrderFault): string {
  switch (fault.kind) {
    case "no-such-file":
      return `context file ${fault.path} does not exist in the base tree${likeText(fault.like)}`;
    case "no-such-path":
      return `${fault.path} of the footprint does not exist${likeText(fault.like)} If it is a new file, name it again`;
    case "no-such-range":
      return `${rangeText(fault)}${fault.symbols.map(({ symbol, found }) => symbolText(symbol, found)).join("")}`;
    case "no-such-symbol":
      return `${fault.path}:${fault.fromLine}–${fault.toLine} does not contain the symbol ${fault.symbol}${foundText(fault.found)}`;
    case "no-such-test":
      return `contradicted test ${fault.path}: the file does not hold a test called ${fault.test}`;
    default:
      return fault satisfies never;
  }
}

type FaultOf<Kind extends OrderFault["kind"]> = Extract<OrderFault, { kind: Kind }>;

function rangeText({ path, fromLine, toLine, lines }: FaultOf<"no-such-range">): string {
  const fault =
    fromLine < 1
      ? " begins before line 1"
      : fromLine > toLine
        ? " ends before it begins"
        : " goes beyond the end of the file";
  return `${path}:${fromLine}–${toLine}${fault}; the file has ${lines} ${lines === 1 ? "line" : "lines"}`;
}

function likeText(like: string[]): string {
  return like.length === 0 ? "" : `; did you mean ${like.join(" or ")}?`;
}

function symbolText(symbol: string, found: Found): string {
  switch (found.kind) {
    case "defined":
      return `; it defines ${symbol} at ${found.fromLine}–${found.toLine}`;
    case "used":
      return `; it uses ${symbol} on line ${found.line}`;
    case "nowhere":
      return `; it does not contain ${symbol}`;
    case "unknown":
      return "";
    default:
      return found satisfies never;
  }
}

function foundText(found: Found): string {
  switch (found.kind) {
    case "defined":
      return `; the file defines it at ${found.fromLine}–${found.toLine}`;
    case "used":
      return `; the file uses it on line ${found.line}`;
    case "nowhere":
      return ", nor does the rest of the file";
    case "unknown":
      return "";
    default:
      return found satisfies never;
  }
}

export function findingFaultText(fault: FindingFault): string {
  return `finding ${fault.index + 1}: ${whatIsWrong(fault)}`;
}

function whatIsWrong(fault: FindingFault): string {
  switch (fault.kind) {
    case "no-such-file":
      return `there is no file ${fault.file} after the change`;
    case "no-such-line":
      return `${fault.file} has no line ${fault.line} after the change; it has ${count(fault.lines, "line")}`;
    case "no-such-criterion":
      return `there is no criterion ${fault.criterion}; there are ${fault.criteria.join(", ")}`;
    case "command-not-run":
      return `its command ${fault.command} ${notRunText(fault.shown)}`;
    case "blocks-unshown":
      return "it blocks and names neither a criterion, nor a command, nor, in shownBy, the input, call or line that shows the defect";
    default:
      return fault satisfies never;
  }
}

function notRunText({ ending, exitStatus, output }: Shown): string {
  if (ending !== "exited") return "did not end within its time";
  return `could not be run (exit status ${exitStatus})${output === "" ? "" : `: ${output}`}`;
}
