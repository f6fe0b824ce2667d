// What attacks aim at: listeners of our own on every address of this host, so that an attack that gets out is seen.
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { type Listener, listen, openResolver } from "./listeners.ts";

export type Targets = AsyncDisposable & {
  /** Addresses of this host. */
  ipv4: string[];
  ipv6: string[];
  /** On every address. Says PONG to everything, as a Redis does to PING. */
  tcp: Listener;
  /** The same on another port. */
  spare: Listener;
  /** On every IPv4 address: answers a question for a name with "no such name". */
  resolver: Listener;
  /** Name of an abstract socket and path of a real one, on which we listen. */
  abstract: string;
  socketPath: string;
  /** A folder of this host that everyone may write to, and in it a file with `secret` as its content. */
  folder: string;
  secretPath: string;
  secret: string;
};

export async function openTargets(): Promise<Targets> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "issuewright-containment-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o777);
  const secret = `host-secret-${token()}`;
  const secretPath = join(folder, "secret");
  await writeFile(secretPath, secret);
  const { ipv4, ipv6 } = ownAddresses();
  const everywhere = { port: 0, host: ipv6.length > 0 ? "::" : "0.0.0.0" };
  const tcp = stack.use(await listen(everywhere));
  const spare = stack.use(await listen(everywhere));
  const abstract = `issuewright-${token()}`;
  const socketPath = join(folder, "socket");
  stack.use(await listen({ path: `\0${abstract}` }));
  stack.use(await listen({ path: socketPath }));
  await chmod(socketPath, 0o777);
  const resolver = stack.use(await openResolver());
  const closer = stack.move();
  return {
    ...{ ipv4, ipv6, tcp, spare, resolver, abstract, socketPath, folder, secretPath, secret },
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}

/** Something nobody else would say. */
export function token(): string {
  return randomBytes(8).toString("hex");
}

/** Without those that are only good together with an interface. */
function ownAddresses(): { ipv4: string[]; ipv6: string[] } {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const of = (family: string) => all.flatMap((each) => (each.family === family ? [each.address] : []));
  return { ipv4: of("IPv4"), ipv6: of("IPv6").filter((address) => !address.startsWith("fe80")) };
}
