// What a service beside a sandbox could do for a hijacked agent: here it runs whatever it is sent.
import { Service } from "../src/domain/rules-services.ts";
import { imageReference } from "../worker/sandboxes/images.ts";
import type { Attack, Counterpart, Site } from "./attack.ts";
import { type Cell, quote } from "./cell.ts";
import { confirmed } from "./egress.ts";
import type { Attacker, AttackResult } from "./result.ts";
import { token } from "./targets.ts";

const PORT = 40_500;

/** Answers each connection with what its line printed, and with how it ended. */
const HIJACKED = `
import socketserver, subprocess
class Each(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline().decode()
        ran = subprocess.run(["sh", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=8)
        self.wfile.write(ran.stdout[-2000:] + b"\\n" + str(ran.returncode).encode())
socketserver.ThreadingTCPServer(("127.0.0.1", ${PORT}), Each).serve_forever()
`;

/** Ends as the line did in the service. */
const ASK = `
import socket, sys
asked = socket.create_connection(("127.0.0.1", ${PORT}), 9)
asked.sendall(sys.argv[1].encode() + b"\\n")
said, _, status = asked.makefile().read().rpartition("\\n")
print(said.strip() or "the service ended")
sys.exit(int(status or 1))
`;

/** The service of a cell that has one, from the image that every host has. */
export async function hijackedService(): Promise<Record<string, Service>> {
  const image = await imageReference("base");
  return { hijacked: Service.parse({ image, port: PORT, command: ["python3", "-c", HIJACKED] }) };
}

function ask(cell: Cell, who: Attacker, line: string): Promise<AttackResult> {
  return cell.attempt(who, `python3 -c ${quote(ASK)} ${quote(line)}`);
}

const ANSWERS: Counterpart = {
  name: "a service beside the sandbox answers on the loopback that they share",
  attempt: async (site) => ask(await site.withService(), "agent", "echo at your service"),
};

type Wish = Pick<Attack, "name" | "expected"> & { line: string };

/** `line` ends with 0 where the service could do it, and with 1 where not. */
const inService = ({ name, expected, line }: Wish): Attack => ({
  ...{ group: "beside", short: false, by: ["agent"], counterpart: ANSWERS },
  ...{ name: `a hijacked service ${name}`, expected },
  attempt: async (site, who) => ask(await site.withService(), who, line),
});

export const BESIDE: Attack[] = [
  {
    ...inService({ name: "connects to any IPv4 address of this host", expected: "no connection", line: "" }),
    attempt: reachHost,
  },
  inService({
    name: "reads the repository, the mirror, or the worker's socket",
    expected: "none is there",
    line: "ls -d /repo /mirror /wire /opt/tool 2>/dev/null || { echo none; exit 1; }",
  }),
  inService({
    name: "sees a process of the sandbox",
    expected: "only its own",
    line: "grep -al '^/opt/tool/tool' /proc/[0-9]*/cmdline || { echo its own; exit 1; }",
  }),
  inService({
    name: "has a capability, or gains one",
    expected: "none",
    line: "grep -E '^Cap(Eff|Prm|Bnd|Amb):.*[1-9a-f]' /proc/self/status || { echo none; exit 1; }",
  }),
  inService({
    name: "is root",
    expected: "another user",
    line: "test $(id -u) = 0 && echo root || { id; exit 1; }",
  }),
  inService({
    name: "writes beside its own folders",
    expected: "a read-only root",
    line: "for d in / /etc /usr/bin /var/lib /root /home; do touch $d/x 2>/dev/null && echo $d && exit 0; done; echo read-only; exit 1",
  }),
  inService({
    name: "uses more memory than it has",
    expected: "it is ended",
    line: "timeout 6 python3 -c 'x = b\"x\" * (3 << 30); print(len(x))' && exit 0; echo ended; exit 1",
  }),
];

async function reachHost(site: Site, who: Attacker): Promise<AttackResult> {
  const words = token();
  const { tcp, ipv4 } = site.targets;
  const cell = await site.withService();
  const tries = ipv4.map(
    (address) => `socket.create_connection(("${address}", ${tcp.port}), 2).sendall(b"${words}\\n")`,
  );
  const script = [
    "import socket",
    "got = 1",
    ...tries.map((each) => `try:\n  ${each}; got = 0\nexcept OSError as e: print(e)`),
    "raise SystemExit(got)",
  ];
  const encoded = Buffer.from(script.join("\n")).toString("base64");
  return await confirmed(await ask(cell, who, `echo ${encoded} | base64 -d | python3 -`), tcp, ipv4, words);
}
