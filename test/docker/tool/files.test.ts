// Files: only regular ones, only below the root, all of them or nothing.
import { describe, expect, it } from "@jest/globals";
import type { Answer } from "../../../worker/sandboxes/guest/protocol.ts";
import { bytes, failed, NOTHING, type Server, useBox } from "./server.ts";

const NAMES = "find . -mindepth 1 | sort";

describe("files", () => {
  const { start } = useBox();
  const read = (server: Server, path: string, maxBytes = 1000) => server.ask({ op: "read", path, maxBytes });
  const list = (server: Server, path: string, maxEntries = 100) =>
    server.ask({ op: "list", path, maxEntries });
  const write = (server: Server, path: string, content: string | Uint8Array) =>
    server.ask({ op: "write", path, content: Buffer.from(content) });

  it("come back byte for byte, whatever their length is to three", async () => {
    await using server = start();
    const content = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7 + (at >> 8)) % 256));
    for (const length of [0, 1, 2, 3, 4, 65_535, 65_536, 65_537, 70_000]) {
      expect(await write(server, "file", content.subarray(0, length))).toEqual(NOTHING);
      expect(await read(server, "file", length)).toEqual(bytes(content.subarray(0, length)));
    }
  });

  it("are read whole or not at all, up to the largest there may be", async () => {
    await using server = start();
    const most = 32 * 1024 ** 2;
    await server.run(
      `printf 12345 >five; truncate -s ${most} most; truncate -s ${most + 1} more; truncate -s 1T huge`,
    );
    expect(await read(server, "five", 4)).toEqual(failed("too-large"));
    expect(await read(server, "five", 0)).toEqual(failed("too-large"));
    expect(await read(server, "five", 5)).toEqual(bytes("12345"));
    expect(await read(server, "more", most)).toEqual(failed("too-large"));
    expect(await read(server, "huge", most)).toEqual(failed("too-large"));
    const answer = await read(server, "most", most);
    expect(answer.kind === "bytes" && answer.bytes.equals(Buffer.alloc(most))).toBe(true);
  });

  it("are written into folders that are not there yet, over a link to nothing not", async () => {
    await using server = start();
    for (const path of ["a/b/c", "./d/./e", "f//g", "a/../h/i", "a/b/../j"])
      expect(await write(server, path, path)).toEqual(NOTHING);
    await server.run("ln -s missing link");
    expect(await write(server, "link/file", "")).toEqual(failed("missing"));
    expect(await write(server, "link", "")).toEqual(failed("not-file"));
    expect(await says(server, NAMES)).toBe(
      ["./a", "./a/b", "./a/b/c", "./a/j", "./d", "./d/e", "./f", "./f/g", "./h", "./h/i", "./link", ""].join(
        "\n",
      ),
    );
  });

  it("keep their mode when replaced, get a plain one when new, and stay with who has them open", async () => {
    await using server = start();
    await server.run("umask 0; echo old >open; chmod 751 open; cp open copy; ln open other");
    const reader = server.begin({
      ...{ op: "run", line: "exec 3<open; echo >ready; until [ -e written ]; do :; done; cat <&3" },
      ...{ cwd: "", timeoutMs: 60_000, outputBytes: 100 },
    });
    while ((await read(server, "ready")).kind === "failed");
    await write(server, "open", "new\n");
    await write(server, "written", "");
    expect(text(await reader.answer)).toBe("old\n");
    expect(await says(server, "stat -c '%n %a' open copy written; cat open other")).toBe(
      "open 751\ncopy 751\nwritten 644\nnew\nold\n",
    );
  });

  it("stay as they were when the disk is full, with nothing left beside them", async () => {
    await using server = start({ root: "/small" });
    await write(server, "file", "old");
    expect(await write(server, "file", Buffer.alloc(100_000))).toEqual(failed("no-space"));
    expect(await write(server, "new/file", Buffer.alloc(100_000))).toEqual(failed("no-space"));
    expect(await read(server, "file")).toEqual(bytes("old"));
    expect(await says(server, NAMES)).toBe("./file\n./new\n");
  });

  it("are replaced also where names like the server's own are taken", async () => {
    await using server = start();
    await server.run("for n in $(seq 0 40); do echo kept >.issuewright-writing-$PPID-$n; done");
    expect(await write(server, "file", "content")).toEqual(NOTHING);
    expect(await says(server, "cat file; ls -A | wc -l; cat .issuewright-writing-* | sort -u")).toBe(
      "content42\nkept\n",
    );
  });

  it("are not read outside, through links, or where they are anything but files", async () => {
    await using server = start();
    await server.run(
      "mkdir a; echo 1 >file; ln -s /etc to-etc; ln -s /etc/passwd to-passwd; ln -s ../.. up; ln -s /proc/self/exe self; " +
        "ln -s loop loop; ln -s /proc/self/root proc-root; ln -s nothing dangling; mkfifo fifo; ln -s fifo to-fifo; " +
        `echo 1 >secret; chmod 0 secret; perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "socket", Listen => 1)'`,
    );
    const ways: [string, string][] = [
      ["/etc/passwd", "outside"],
      ["/", "outside"],
      ["../1/file", "outside"],
      ["..", "outside"],
      ["a/../../x", "outside"],
      ["to-etc/passwd", "outside"],
      ["to-passwd", "outside"],
      ["up/etc/passwd", "outside"],
      ["self", "outside"],
      ["loop", "outside"],
      ["proc-root/etc/passwd", "outside"],
      ["missing", "missing"],
      ["a/missing/x", "missing"],
      ["dangling", "missing"],
      ["file/x", "not-folder"],
      ["file/", "not-folder"],
      ["a", "not-file"],
      ["", "not-file"],
      [".", "not-file"],
      ["fifo", "not-file"],
      ["socket", "not-file"],
      ["to-fifo", "not-file"],
      ["secret", "denied"],
      ["x".repeat(256), "name-too-long"],
      ["x/".repeat(3000), "name-too-long"],
    ];
    for (const [path, why] of ways) expect([path, await read(server, path)]).toEqual([path, failed(why)]);
  });

  it("are not written outside, through links, or over anything but files", async () => {
    await using server = start();
    await server.run("mkdir a; echo 1 >file; ln -s /tmp to-tmp; ln -s file link; mkfifo fifo; ln -s a to-a");
    const ways: [string, string][] = [
      ["/tmp/x", "outside"],
      ["../x", "outside"],
      ["a/../../x", "outside"],
      ["to-tmp/x", "outside"],
      ["link", "not-file"],
      ["fifo", "not-file"],
      ["a", "not-file"],
      ["a/", "not-file"],
      ["", "not-file"],
      [".", "not-file"],
      ["a/..", "not-file"],
      ["file/x", "not-folder"],
      ["x".repeat(256), "name-too-long"],
    ];
    for (const [path, why] of ways)
      expect([path, await write(server, path, "x")]).toEqual([path, failed(why)]);
    expect(await write(server, "to-a/x", "inside")).toEqual(NOTHING);
    expect(await says(server, "ls -d /tmp/x ../x 2>/dev/null; cat file a/x")).toBe("1\ninside");
  });

  it("that are devices are neither read nor written", async () => {
    await using server = start({ root: "/dev" });
    expect(await read(server, "zero")).toEqual(failed("not-file"));
    expect(await write(server, "null", "x")).toEqual(failed("not-file"));
  });

  it("may have any name there can be, also one that is no text", async () => {
    await using server = start();
    const names = ["a b", "-rf", "line\nbreak", "\u001b[31m", "'\"\\", "\u202e", "x".repeat(255)];
    for (const name of names) {
      expect(await write(server, name, "content")).toEqual(NOTHING);
      expect(await read(server, name)).toEqual(bytes("content"));
    }
    await server.run(`perl -e 'open(F, ">", "\\xff\\xfe"); print F "content"'`);
    const answer = await list(server, "");
    const listed = answer.kind === "bytes" ? answer.bytes.toString("latin1").split("\0").slice(0, -1) : [];
    const latin = [...names.map((name) => Buffer.from(name).toString("latin1")), "\u00ff\u00fe"];
    expect(listed.sort()).toEqual(latin.map((name) => `f 7 ${name}`).sort());
    server.send('{"id":900,"op":"read","path":"//4=","maxBytes":7}\n');
    expect((await server.ended()).lines.at(-1)).toBe('{"id":900,"bytes":"Y29udGVudA=="}');
  });

  it("are listed with kind and size, no more than asked for, folders and links inside only", async () => {
    await using server = start();
    await server.run(
      "mkdir box && cd box && printf 123 >f && mkdir d && ln -s /etc l && mkfifo o && ln -s box ../inner",
    );
    const listed = async (path: string, most?: number) => {
      const answer = await list(server, path, most);
      return answer.kind === "bytes" ? answer.bytes.toString().split("\0").slice(0, -1).sort() : answer;
    };
    const all = [expect.stringMatching(/^d \d+ d$/), "f 3 f", "l 4 l", "o 0 o"];
    expect(await listed("box")).toEqual(all);
    expect(await listed("inner")).toEqual(all);
    expect(await listed("box", 2)).toHaveLength(2);
    expect(await listed("box/d")).toEqual([]);
    expect(await listed("box/l")).toEqual(failed("outside"));
    expect(await listed("box/f")).toEqual(failed("not-folder"));
    expect(await listed("..")).toEqual(failed("outside"));
    expect(await listed("gone")).toEqual(failed("missing"));
  });

  it("are found through `..` also while folders are being renamed", async () => {
    await using server = start();
    await server.run("mkdir a b; echo content >file");
    server.begin({
      ...{ op: "run", line: `exec perl -e 'while (1) { rename "a", "c"; rename "c", "a" }'` },
      ...{ cwd: "", timeoutMs: 60_000, outputBytes: 100 },
    });
    const answers = await Promise.all(
      Array.from({ length: 3000 }, () => read(server, "b/../b/../b/../b/../file")),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(bytes("content\n"))]),
    );
  });

  it("are never read outside while a folder and a link out swap places", async () => {
    await using server = start();
    await server.run("mkdir folder; echo inside >folder/hostname; ln -s /etc link");
    server.begin({
      ...{
        op: "run",
        line: `exec perl -e 'while (1) { rename "folder", "x"; rename "link", "folder"; rename "folder", "link"; rename "x", "folder" }'`,
      },
      ...{ cwd: "", timeoutMs: 60_000, outputBytes: 100 },
    });
    const answers = await Promise.all(Array.from({ length: 3000 }, () => read(server, "folder/hostname")));
    const seen = new Set(
      answers.map((answer) => (answer.kind === "bytes" ? answer.bytes.toString() : "refused")),
    );
    expect([...seen].filter((what) => what !== "inside\n" && what !== "refused")).toEqual([]);
  });
});

function text(answer: Answer): string {
  return answer.kind === "ended" ? Buffer.concat([answer.ended.head, answer.ended.tail]).toString() : "";
}

async function says(server: Server, line: string): Promise<string> {
  return text(await server.run(line));
}
