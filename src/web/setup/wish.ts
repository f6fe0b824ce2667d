// What a person enters on the set-up page, read: a wish for an App, or what is wrong with it, field by field.
import { randomBytes } from "node:crypto";
import { addressFault } from "../../hearing.ts";
import type { AppWish } from "../../kept-app.ts";
import { apiUrlOf, serverUrlOf } from "./manifest.ts";

export const FIELDS = ["server", "owner", "organization", "name", "installs", "hook"] as const;
export type Field = (typeof FIELDS)[number];
export type Entered = Record<Field, string>;

export const NOTHING_ENTERED: Entered = {
  ...{ server: "https://github.com", owner: "person", organization: "" },
  ...{ name: "", installs: "owner", hook: "" },
};

export type FieldFault =
  | { field: "server"; kind: "no-address" }
  | { field: "organization"; kind: "no-login" }
  | { field: "name"; kind: "no-name" | "too-long" }
  | { field: "hook"; kind: "no-address" | "placeholder" | "loopback" };

/** GitHub's own limit. */
export const MOST_NAME_CHARACTERS = 34;
const LOGIN = /^[a-z\d](?:[a-z\d-]{0,37}[a-z\d])?$/i;

/** `hookPath`: where the server takes webhooks, unless the address names a path. */
export function readWish(
  entered: Entered,
  hookPath: string,
): { kind: "read"; wish: AppWish } | { kind: "wrong"; faults: FieldFault[] } {
  const server = URL.parse(entered.server.trim());
  const isOrganization = entered.owner === "organization";
  const organization = entered.organization.trim();
  const name = entered.name.trim();
  const hook = entered.hook.trim();
  const hookFault = hook === "" ? null : addressFault(hook);
  const isWeb = server !== null && /^https?:$/.test(server.protocol);
  const faults: FieldFault[] = [
    ...(isWeb ? [] : [{ field: "server", kind: "no-address" } as const]),
    ...(isOrganization && !LOGIN.test(organization)
      ? [{ field: "organization", kind: "no-login" } as const]
      : []),
    ...(name === "" ? [{ field: "name", kind: "no-name" } as const] : []),
    ...(name.length > MOST_NAME_CHARACTERS ? [{ field: "name", kind: "too-long" } as const] : []),
    ...(hookFault === null ? [] : [{ field: "hook", kind: hookFault.kind } as const]),
  ];
  if (faults.length > 0 || server === null) return { kind: "wrong", faults };
  const serverUrl = serverUrlOf(server);
  return {
    kind: "read",
    wish: {
      ...{ version: 1, serverUrl, apiUrl: apiUrlOf(serverUrl), name },
      organization: isOrganization ? organization : null,
      isPublic: entered.installs === "anybody",
      hookUrl: hook === "" ? null : hookAddress(hook, hookPath),
      ...{ state: randomBytes(24).toString("base64url"), code: null },
    },
  };
}

function hookAddress(hook: string, path: string): string {
  const address = new URL(hook);
  return address.pathname === "/" ? `${address.origin}${path}` : `${address.origin}${address.pathname}`;
}
