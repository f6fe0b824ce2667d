// Whether an address can be that of an endpoint. Pure; the address itself is not repeated, it may hold a password.
import { PermanentError, sentence } from "../../../src/domain/errors.ts";

export function checkAddress(baseUrl: string): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (plain) return;
  throw new PermanentError(
    sentence({
      what: "No model can be reached",
      because: "OPENAI_BASE_URL is not a plain http or https address",
      remedy: "Set it to something like https://api.openai.com/v1, without a user name or password in it",
    }),
  );
}
