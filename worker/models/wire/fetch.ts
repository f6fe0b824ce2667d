// The `fetch` that SDKs are given: an error of the endpoint keeps its body, whatever the body looks like.
import { complaintInText } from "./complaint.ts";
import { Declined } from "./trouble.ts";

const MOST_CHARACTERS = 20_000;

/** Rejects with Declined for every status that is no success, and with what `fetch` rejects with. */
export async function fetchOrDecline(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.ok) return response;
  const stated = complaintInText((await response.text()).slice(0, MOST_CHARACTERS));
  throw new Declined({
    ...stated,
    status: response.status,
    codes: [...stated.codes, ...(stated.status === null ? [] : [`${stated.status}`])],
    headers: response.headers,
  });
}
