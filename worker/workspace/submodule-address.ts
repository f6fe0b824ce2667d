// Whether the address of a submodule may be asked, and with whose credentials. Pure.
import { posix } from "node:path";
import type { GitSource } from "../../src/github/github.ts";

/** `isSameHost`: the host of the repository itself, which is asked with the same authorization. */
export type SubmoduleAddress = { url: string; isSameHost: boolean };

/** As git resolves it against the repository's own address; null: it leads to a host that nobody allowed. */
export function addressOf(
  written: string,
  { url, submodules = [] }: Pick<GitSource, "url" | "submodules">,
): SubmoduleAddress | null {
  const isRelative = /^\.\.?\//.test(written);
  if (!/^https?:/.test(url)) return isRelative ? { url: posix.join(url, written), isSameHost: true } : null;
  const home = new URL(url);
  const target = isRelative
    ? URL.parse(written, `${url.replace(/\/*$/, "")}/`)
    : URL.parse(overHttps(written));
  if (target === null || target.username !== "" || target.password !== "") return null;
  const isSameHost = target.host === home.host;
  // Over SSH no port for HTTP is told.
  if (isSameHost) return { url: `${home.origin}${target.pathname}`, isSameHost };
  const port = target.port === "" ? "443" : target.port;
  const isAllowed = target.protocol === "https:" && submodules.includes(`${target.hostname}:${port}`);
  return isAllowed ? { url: target.href, isSameHost } : null;
}

/** `git@host:path`, `ssh://git@host/path` and `git://host/path` name the same repository on the hosts that people use. */
function overHttps(written: string): string {
  const short = /^[\w.-]+@([\w.-]+):(?!\/\/)(.+)$/.exec(written);
  if (short !== null) return `https://${short[1]}/${short[2]}`;
  return written.replace(/^(?:ssh|git):\/\/(?:[\w.-]+@)?/, "https://");
}
