// Opens what one set-up sandbox may reach: its proxy, the broker behind it for registries with credentials, and the
// certificates to believe.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { Host } from "../host.ts";
import type { Egress } from "../sandbox.ts";
import { createAuthority } from "./authority.ts";
import { hostOf, openBroker, type RegistryCredentials } from "./broker.ts";
import { openProxy } from "./proxy.ts";
import { resolvePublic } from "./public-address.ts";

export type OpenEgress = AsyncDisposable & {
  /** Holds the proxy's socket. */
  folder: string;
  /** File of the certificates set-up has to believe; null: those its image brings. */
  caBundle: string | null;
};

export async function openEgress(host: Host, slotFolder: string, egress: Egress): Promise<OpenEgress> {
  await using stack = new AsyncDisposableStack();
  const folder = join(slotFolder, "egress");
  const credentials = credentialsFor(host.registryCredentials, egress.allow);
  const resolve = (name: string) => resolvePublic(name, host.lookup);
  if (Object.keys(credentials).length === 0) {
    stack.use(await openProxy({ ...egress, folder, resolve }));
    const all = stack.move();
    return { folder, caBundle: host.caBundlePath, [Symbol.asyncDispose]: () => all.disposeAsync() };
  }
  const ownCertificates = host.caBundlePath === null ? null : await readFile(host.caBundlePath, "utf8");
  const authority = await createAuthority(Object.keys(credentials).map(hostOf), host.clock.now());
  const broker = stack.use(openBroker({ authority, credentials, ownCertificates }));
  stack.use(await openProxy({ ...egress, folder, resolve, broker }));
  // What programs are told to believe replaces everything they believed before.
  const caBundle = join(slotFolder, "ca.pem");
  const believed = [ownCertificates ?? rootCertificates.join("\n"), authority.certificate];
  await writeFile(caBundle, `${believed.join("\n")}\n`);
  const all = stack.move();
  return { folder, caBundle, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

function credentialsFor(credentials: RegistryCredentials, allow: string[]): RegistryCredentials {
  return Object.fromEntries(Object.entries(credentials).filter(([target]) => allow.includes(target)));
}
