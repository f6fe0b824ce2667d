// Pictures in a request: how they are written where each protocol takes text, and what a refusal says of them. Pure.
import type { Picture } from "../../../src/domain/picture.ts";
import type { Message, Request } from "../model.ts";
import type { Refused } from "./trouble.ts";

/** What every dialect says: whether the endpoint takes pictures. */
export type Seeing = { takesPictures: boolean };

type UserMessage = Extract<Message, { role: "user" }>;

/** The pictures that are sent with a message, and its text. */
export function seenBy({ takesPictures }: Seeing, { text, pictures = [] }: UserMessage) {
  if (pictures.length === 0) return { text, pictures: [] };
  return takesPictures
    ? { text, pictures: [...pictures] }
    : { text: `${text}\n\n${pictures.map(unseenText).join("\n")}`, pictures: [] };
}

function unseenText({ address }: Picture): string {
  return `Picture not shown: ${address} (you cannot be shown pictures)`;
}

export function dataUrl({ mediaType, base64 }: Picture): string {
  return `data:${mediaType};base64,${base64}`;
}

export function hasPictures({ messages }: Pick<Request, "messages">): boolean {
  return messages.some((message) => message.role === "user" && (message.pictures ?? []).length > 0);
}

/**
 * Words of endpoints that take text alone. "image_url is only supported by certain models" (OpenAI), "image input is not
 * supported - hint: ... mmproj" with 500 (github.com/ggml-org/llama.cpp/issues/15377), "No endpoints found that support
 * image input" with 404 (OpenRouter), "unknown variant `image_url`, expected `text`" (DeepSeek), "Input should be 'text'".
 */
const OF_PICTURES =
  /\bimages?\b|image_url|input_image|\bvision\b|\bpictures?\b|multi-?modal|mmproj|media[_ ]type|content (part|block|type)|should be 'text'|图片|图像/i;

/** Of a request with pictures: whether leaving them out may mend it. A body that is too large has them to thank. */
export function refusesPictures({ takesPictures }: Seeing, refused: Refused, request: Request): boolean {
  if (!takesPictures || !hasPictures(request)) return false;
  return refused.status === 413 || OF_PICTURES.test(refused.said);
}
