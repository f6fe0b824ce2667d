// What untrusted code cannot do, tried for real, each beside something legitimate that works.
import { createServer } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { SandboxError, ToolError } from "../../../src/domain/errors.ts";
import { type OpenSandboxes, run, useWorld } from "./world.ts";

const LOOPBACK = `perl -MIO::Socket::INET -e '
my $server = IO::Socket::INET->new(Listen => 1, LocalAddr => "localhost") or die;
if (fork) { print {$server->accept} "hello\\n" }
else { print readline(IO::Socket::INET->new(PeerAddr => "localhost", PeerPort => $server->sockport)) }'`;

export function describeConfinement(open: OpenSandboxes): void {
  describe("confinement", () => {
    const world = useWorld(open, { "a.txt": "one\n" }, { share: "shared" });

    it("holds no secret of ours, in its environment or its processes", async () => {
      process.env.ISSUEWRIGHT_CANARY = "canary-7f3a";
      const { output } = await world().run(
        "env; cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'; cat /etc/hosts /etc/passwd",
      );
      expect(output).not.toContain("canary-7f3a");
      expect(output.split("\n").filter((line) => /TOKEN|SECRET|KEY|PASSWORD/i.test(line))).toEqual([]);
      delete process.env.ISSUEWRIGHT_CANARY;
    });

    it("reaches no network, but itself", async () => {
      const server = createServer((_request, response) => response.end("reached"));
      await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
      const address = server.address();
      const port = typeof address === "object" ? address?.port : null;
      expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("reached");
      const targets = ["127.0.0.1", "172.17.0.1", "169.254.169.254", "1.1.1.1"];
      const connect = (host: string) =>
        `perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(PeerAddr => "${host}:${port}", Timeout => 1) ? "OPEN" : "closed"'`;
      const { output } = await world().run(targets.map(connect).join("; "));
      expect(output).toBe("closed".repeat(targets.length));
      expect(
        (
          await world().run(
            "ls /sys/class/net; getent hosts example.com || echo unresolved; getent hosts $(hostname)",
          )
        ).output,
      ).toMatch(/^lo\nunresolved\n127\.0\.0\.1 .*sandbox\n$/);
      await new Promise((resolve) => server.close(resolve));
      expect((await world().run(LOOPBACK)).output).toBe("hello\n");
    });

    it("writes to its repository, its home and /tmp, and to nothing else", async () => {
      const { output } = await world().run(
        "for at in /repo /home/agent /tmp / /etc /usr/bin /opt/tool /mirror /var; do touch $at/new 2>/dev/null && echo $at; done",
      );
      expect(output).toBe("/repo\n/home/agent\n/tmp\n");
    });

    it("has no privilege and no way to get one", async () => {
      const { output } = await world().run(
        "grep -E '^(CapPrm|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status",
      );
      expect(output.replace(/\t/g, " ")).toBe(
        `${["CapPrm", "CapEff", "CapBnd"].map((name) => `${name}: ${"0".repeat(16)}`).join("\n")}\nNoNewPrivs: 1\nSeccomp: 2\n`,
      );
      const attempts = [
        "unshare -Ur true",
        "mount -t tmpfs none /mnt",
        "mknod /tmp/disk b 8 0",
        "chroot / true",
        "su -c true",
      ];
      const results = await world().run(
        attempts.map((line) => `${line} 2>/dev/null && echo '${line}'`).join("; "),
      );
      expect(results.output).toBe("");
      expect((await world().run("id -u")).output).not.toBe("0\n");
    });

    it("opens no socket but those of files and the internet", async () => {
      const families = { unix: 1, inet: 2, vsock: 40, packet: 17, alg: 38 };
      const line = Object.entries(families)
        .map(([name, number]) => `perl -e 'print "${name} " if socket(my $s, ${number}, 1, 0)'`)
        .join("; ");
      expect((await world().run(line)).output).toBe("unix inet ");
    });

    it("cannot write answers in the name of its tool server", async () => {
      const line = `for fd in 0 1 2; do echo '{"id":1,"bytes":""}' >/proc/$PPID/fd/$fd && echo wrote; done 2>/dev/null`;
      expect((await world().run(line)).output).toBe("");
    });

    it("cannot meet the worker in the place of its tool server", async () => {
      const impostor = `perl -MIO::Socket::UNIX -e 'while (1) { for (glob "/wire/*") {
        my $line = IO::Socket::UNIX->new(Peer => $_) or next;
        print $line "let me in\\n{\\"id\\":1,\\"bytes\\":\\"\\"}\\n"; push @kept, $line } }'`;
      expect((await world().run("ls -a /wire")).output).toBe(".\n..\n");
      const killing = world().run(`${impostor} & kill -9 $PPID; wait`);
      await expect(killing).rejects.toThrow(/another was started/);
      // What was killed is there until init has taken note of it.
      const gone = "while pgrep perl >/dev/null; do sleep 0.05; done; echo gone";
      expect((await world().run(gone)).output).toBe("gone\n");
    });

    it("stops a fork bomb at the process limit, and goes on", async () => {
      // Only what the shell does by itself: with every process taken it can start nothing.
      const line = "bomb() { bomb | bomb & }; bomb & while :; do :; done";
      const result = await world().run(line, { timeoutMs: 500 });
      expect(result.ending).toBe("timed-out");
      expect((await world().run("echo alive")).output).toBe("alive\n");
    });

    it("goes on after a fork bomb that killed its tool server", async () => {
      const line = "bomb() { bomb | bomb & }; bomb & kill -9 $PPID; while :; do :; done";
      await expect(world().run(line)).rejects.toThrow(ToolError);
      expect((await world().run("echo alive")).output).toBe("alive\n");
    });

    it("kills what eats its memory, and goes on", async () => {
      const hog = "perl -e 'my $x = q(x) x 1e9; sleep 100'";
      expect((await world().run(hog)).exitStatus).not.toBe(0);
      expect((await world().run("echo alive")).output).toBe("alive\n");
    });

    it("goes on with a full /tmp", async () => {
      expect((await world().run("head -c 1G /dev/zero >/tmp/full")).output).toMatch(/No space left/);
      expect((await world().run("rm /tmp/full && echo alive")).output).toBe("alive\n");
    });

    it("says when its disk is full, keeps what is there, and is removed like any other", async () => {
      // Of its own, because it is still full when it goes.
      const sandbox = await world().another({});
      expect((await run(sandbox, "head -c 1G /dev/zero >full")).output).toMatch(/No space left/);
      await expect(sandbox.write("a.txt", Buffer.alloc(1024 ** 2))).rejects.toThrow(/disk is full/);
      expect(Buffer.from(await sandbox.read("a.txt", { maxBytes: 100 })).toString()).toBe("one\n");
      await expect(sandbox.patch({ maxBytes: 1000 })).rejects.toThrow(SandboxError);
    });

    it("does not share what a neighbour writes", async () => {
      const neighbour = await world().another({});
      await world().run(
        "echo secret >mine; echo secret >/tmp/mine; echo secret >~/mine; echo changed >a.txt",
      );
      expect((await run(neighbour, "cat mine /tmp/mine ~/mine a.txt 2>/dev/null")).output).toBe("one\n");
    });
  });
}
