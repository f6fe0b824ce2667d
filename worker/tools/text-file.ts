// A text in the encoding of its file, so that what is not edited keeps its bytes, and what replaces it looks like it.
import { isUtf8 } from "node:buffer";
import { ToolError } from "../../src/domain/errors.ts";

/** `latin-1`: each byte is one character, whichever of the older encodings it really is. The others begin with a mark. */
type Encoding = "utf-8" | "latin-1" | "utf-16le" | "utf-16be";

/** `text` includes a byte order mark. `encode` throws ToolError for a text that the file's encoding cannot hold. */
export type TextFile = { text: string; encoding: Encoding; encode(text: string): Uint8Array };

const MARK = "\ufeff";

/** Null: the bytes are no text. */
export function textOf(path: string, bytes: Buffer): TextFile | null {
  if (isUtf8(bytes) && !bytes.includes(0))
    return { text: bytes.toString(), encoding: "utf-8", encode: (text) => Buffer.from(text) };
  const start = bytes.subarray(0, 2).toString("hex");
  if (bytes.length % 2 === 0 && start === "fffe")
    return { text: bytes.toString("utf16le"), encoding: "utf-16le", encode: inUtf16 };
  if (bytes.length % 2 === 0 && start === "feff") {
    const text = Buffer.from(bytes).swap16().toString("utf16le");
    return { text, encoding: "utf-16be", encode: (changed) => inUtf16(changed).swap16() };
  }
  if (bytes.some((byte) => byte < 0x20 && !SPACES.has(byte))) return null;
  return { text: bytes.toString("latin1"), encoding: "latin-1", encode: (text) => inLatin1(path, text) };
}

/** Tab, line ends, form feed and escape: the controls that texts in older encodings have. */
const SPACES = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

function inUtf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

function inLatin1(path: string, text: string): Uint8Array {
  const other = [...text].find((character) => character > "\xff");
  if (other === undefined) return Buffer.from(text, "latin1");
  throw new ToolError(
    `${path} is not UTF-8 but has one byte for each character, and none for ${other}. Leave it out, or change the file with shell (iconv) if its encoding may change.`,
  );
}

/** What of the old file a text that replaces it takes over, where its author said nothing of it. */
export type TakenOver = { bytes: Uint8Array; kept: ("encoding" | "line ends" | "byte order mark")[] };

export function replacing(old: TextFile, content: string): TakenOver {
  const kept: TakenOver["kept"] = old.encoding === "utf-8" ? [] : ["encoding"];
  let text = content;
  if (hasOnlyCrlf(old.text) && /(?<!\r)\n/.test(text) && !text.includes("\r\n")) {
    text = text.replaceAll("\n", "\r\n");
    kept.push("line ends");
  }
  if (old.text.startsWith(MARK) && !text.startsWith(MARK)) {
    text = MARK + text;
    kept.push("byte order mark");
  }
  return { bytes: old.encode(text), kept };
}

function hasOnlyCrlf(text: string): boolean {
  return text.includes("\r\n") && !/(?<!\r)\n/.test(text);
}
