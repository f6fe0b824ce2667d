// What a checkout names as its origin: an address that anybody may read, without credentials.
import type { GitSource } from "../../src/github/github.ts";

/** Null where the repository is a folder that has no origin itself. */
export function originOf({ url, origin }: GitSource): string | null {
  return publicAddress(origin ?? url);
}

/** `git@host:path` and `ssh://` become the same over https; null: the text is no address of another host. */
export function publicAddress(text: string): string | null {
  const scp = /^(?:[\w.-]+@)?([\w.-]+\.[\w.-]+):(?!\/\/)\/?(.+)$/.exec(text);
  const address = URL.parse(scp === null ? text : `ssh://${scp[1]}/${scp[2]}`);
  if (address === null || !/^(?:https?|ssh|git):$/.test(address.protocol)) return null;
  const { protocol, host, hostname, pathname } = address;
  return protocol.startsWith("http") ? `${protocol}//${host}${pathname}` : `https://${hostname}${pathname}`;
}

/** Settings of git. The address is a parsed one, so nothing in it ends its line or its quotes. */
export function remoteNamed(origin: string): string {
  const url = origin.replace(/["\\\n]/g, "");
  return `[remote "origin"]\n\turl = "${url}"\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;
}
