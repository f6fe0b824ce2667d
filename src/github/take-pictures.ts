// Takes pictures one after the other, holds each to what models can be shown, and all together to a number and a sum.
import { imageSize } from "image-size";
import type {
  MediaType,
  Picture,
  PictureFault,
  PictureLink,
  Pictures,
  UnshownPicture,
} from "../domain/picture.ts";

const MOST_PICTURES = 8;
/** Anthropic takes 5 MB of base64 a picture (docs.claude.com/en/docs/build-with-claude/vision). */
const MOST_BYTES = 3_600_000;
/** Each request of a conversation sends them again. */
const MOST_SUM_BYTES = 10_000_000;
/** Anthropic refuses longer sides. */
const MOST_SIDE = 8_000;
/** So few bytes can hold so many points that decoding them would fill a local server's memory. */
const MOST_POINTS = 40_000_000;
/** Qwen's models refuse shorter sides (github.com/QwenLM/Qwen2.5-VL, `vision_process.py`, `smart_resize`). */
const LEAST_SIDE = 28;

export type Read = { kind: "read"; bytes: Uint8Array } | { kind: "not-read"; because: PictureFault };

/** `read` stops at so many bytes. */
export async function takePictures(
  links: PictureLink[],
  read: (link: PictureLink, mostBytes: number) => Promise<Read>,
): Promise<Pictures> {
  const shown: Picture[] = [];
  const unshown: UnshownPicture[] = [];
  let left = MOST_SUM_BYTES;
  for (const link of links) {
    const { address } = link;
    if (shown.length === MOST_PICTURES || left < MOST_BYTES) {
      unshown.push({ address, because: { kind: "too-many" } });
      continue;
    }
    const judged = judge(await read(link, MOST_BYTES));
    if (judged.kind !== "raster") {
      unshown.push({ address, because: judged });
      continue;
    }
    left -= judged.bytes.length;
    shown.push({ address, mediaType: judged.mediaType, base64: judged.bytes.toString("base64") });
  }
  return { shown, unshown };
}

const SIGNS: [MediaType, (bytes: Buffer) => boolean][] = [
  ["image/png", (bytes) => bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))],
  ["image/jpeg", (bytes) => bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))],
  ["image/gif", (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6))],
  ["image/webp", (bytes) => /^RIFF.{4}WEBP/s.test(bytes.toString("latin1", 0, 12))],
];

/** Nothing is decoded here: a decoder is where hostile pictures strike, and the model's endpoint has its own. */
function judge(answer: Read): { kind: "raster"; mediaType: MediaType; bytes: Buffer } | PictureFault {
  if (answer.kind === "not-read") return answer.because;
  const bytes = Buffer.from(answer.bytes);
  const mediaType = SIGNS.find(([, fits]) => fits(bytes))?.[0];
  const size = mediaType === undefined ? null : sizeOf(bytes);
  if (mediaType === undefined || size === null) return { kind: "no-raster" };
  const { width, height } = size;
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  return shorter < LEAST_SIDE || longer > MOST_SIDE || width * height > MOST_POINTS
    ? { kind: "wrong-size", width, height }
    : { kind: "raster", mediaType, bytes };
}

/** As the picture's own head says; null: it says nothing that can be read. */
function sizeOf(bytes: Buffer): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return null;
  }
}
