// Questions to the network of a machine that has none but its own.
import type { Probe } from "./probe.ts";

const server = (host: string) =>
  `node -e 'const s = http.createServer((_, r) => r.end("hello")).listen(0, "${host}", async () => { const h = "${host}".includes(":") ? "[${host}]" : "${host}"; console.log(await (await fetch("http://" + h + ":" + s.address().port)).text()); s.close(); s.closeAllConnections(); })'`;

export const NETWORK: Probe[] = [
  { asks: "HTTP on 127.0.0.1", line: server("127.0.0.1"), answer: "hello" },
  { asks: "HTTP on localhost", line: server("localhost"), answer: "hello" },
  { asks: "HTTP on ::1", line: server("::1"), answer: "hello" },
  { asks: "HTTP on 0.0.0.0", line: server("0.0.0.0"), answer: "hello" },
  { asks: "HTTP on 127.0.0.2", line: server("127.0.0.2"), answer: "hello" },
  {
    asks: "a server on every address, asked by name",
    line: `node -e 'const s = http.createServer((_, r) => r.end("hello")).listen(0, async () => { console.log(await (await fetch("http://localhost:" + s.address().port)).text()); s.close(); s.closeAllConnections(); })'`,
    answer: "hello",
  },
  {
    asks: "UDP",
    line: `node -e 'const s = dgram.createSocket("udp4"); s.on("message", (m) => { console.log(String(m)); s.close(); }); s.bind(0, "127.0.0.1", () => s.send("hi", s.address().port, "127.0.0.1"))'`,
    answer: "hi",
  },
  {
    asks: "a Unix socket",
    line: `node -e 'const s = net.createServer((c) => c.end("hi")).listen("/tmp/socket", () => net.connect("/tmp/socket").on("data", (d) => { console.log(String(d)); s.close(); }))'`,
    answer: "hi",
  },
  {
    asks: "a Unix socket in the repository",
    line: `node -e 'const s = net.createServer((c) => c.end("hi")).listen("socket", () => net.connect("socket").on("data", (d) => { console.log(String(d)); s.close(); }))'`,
    answer: "hi",
  },
  {
    asks: "localhost by name",
    line: "python3 -c 'import socket; print(socket.gethostbyname(\"localhost\"))'",
    answer: "127.0.0.1",
  },
  { asks: "ip6-localhost by name", line: "getent hosts ip6-localhost | cut -d' ' -f1", answer: "::1" },
  {
    asks: "the host's own name",
    line: "hostname; getent hosts \"$(hostname)\" | cut -d' ' -f1",
    answer: "sandbox\n127.0.0.1",
  },
  {
    asks: "the host's own name, Python",
    line: "python3 -c 'import socket; print(socket.gethostbyname(socket.gethostname()), socket.getfqdn())'",
    answer: /^127\.0\.0\.1 (localhost|sandbox)$/,
  },
  {
    asks: "the host's own name, Node",
    line: "node -e 'dns.lookup(os.hostname(), (e, a) => console.log(e ? e.code : a))'",
    answer: "127.0.0.1",
  },
  { asks: "interfaces", line: `node -p 'Object.keys(os.networkInterfaces()).join()'`, answer: "lo" },
  { asks: "ports of services by name", line: "getent services https", answer: /^https +443\/tcp/ },
  { asks: "protocols by name", line: "getent protocols tcp", answer: /^tcp +6/ },
  { asks: "a name outside fails at once", line: "timeout 3 getent hosts github.com; echo $?", answer: "2" },
  {
    asks: "an address outside fails at once",
    line: `timeout 3 node -e 'net.connect(443, "1.1.1.1").on("error", (e) => console.log(e.code))'`,
    answer: "ENETUNREACH",
  },
  {
    asks: "a closed port refuses",
    line: `node -e 'net.connect(9, "127.0.0.1").on("error", (e) => console.log(e.code))'`,
    answer: "ECONNREFUSED",
  },
];
