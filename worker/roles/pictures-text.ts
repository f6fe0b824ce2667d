// What a model is told beside the pictures it sees: which is which, and which it does not see. Pure.
import type { Pictures } from "../../src/domain/picture.ts";
import { visible } from "../../src/domain/text.ts";
import { unshownReason } from "../../src/messages/picture.ts";

/** Empty where there is none. */
export function picturesText({ shown, unshown }: Pictures): string {
  const seen = shown.map(({ address }, at) => `${at + 1}. ${address}`);
  const unseen = unshown.map(
    ({ address, because }) => `- Picture not shown: ${address} (${unshownReason(because)})`,
  );
  if (seen.length + unseen.length === 0) return "";
  const order = seen.length === 0 ? [] : ["The pictures of this message, in their order:", ...seen];
  return visible(["## Pictures in the texts", ...order, ...unseen].join("\n"));
}
