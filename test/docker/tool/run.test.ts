// Commands: what is kept of their output, how they end, and that nothing they started is left, whatever it does.
import { describe, expect, it } from "@jest/globals";
import type { Answer } from "../../../worker/sandboxes/guest/protocol.ts";
import { bytes, failed, NOTHING, type Server, useBox } from "./server.ts";

const PROCESSES = "ps -u $(id -u) -o stat=,comm= | grep -Ev ' (tool|sh|ps|grep)$'";

describe("a command", () => {
  const { box, start } = useBox();

  it.each([
    ["true", 0],
    ["exit 3", 3],
    ["exit 255", 255],
    ["no-such-program", 127],
    ["/", 126],
    ["if", 2],
  ])("%s ends with its exit status", async (line, exitStatus) => {
    await using server = start();
    expect(ending(await server.run(line))).toEqual({ ending: "exited", exitStatus });
  });

  it("says when it was killed by a signal, its own included", async () => {
    await using server = start();
    for (const signal of ["KILL", "TERM", "SEGV"])
      expect(ending(await server.run(`kill -${signal} $$`))).toEqual({ ending: "killed", exitStatus: null });
  });

  it("starts in its folder, with default signals and only the three files everybody has", async () => {
    await using server = start();
    await server.run("mkdir -p deep/folder && ln -s deep/folder link && ln -s / out && touch file");
    expect(output(await server.run("pwd -P", { cwd: "link" }))).toMatch(/^\/repo\/\d+\/deep\/folder\n$/);
    expect(output(await server.run("ls /proc/$$/fd; readlink /proc/$$/fd/0"))).toBe("0\n1\n2\n/dev/null\n");
    // glibc's posix_spawn has two signals of its own ignored, 32 and 33; they are nobody else's.
    expect(output(await server.run("grep -E 'Sig(Blk|Ign)' /proc/self/status"))).toBe(
      "SigBlk:\t0000000000000000\nSigIgn:\t0000000180000000\n",
    );
    expect(output(await server.run("cat /proc/self/oom_score_adj"))).toBe("1000\n");
    expect(await server.run("true", { cwd: "out" })).toEqual(failed("outside"));
    expect(await server.run("true", { cwd: "../.." })).toEqual(failed("outside"));
    expect(await server.run("true", { cwd: "/" })).toEqual(failed("outside"));
    expect(await server.run("true", { cwd: "gone" })).toEqual(failed("missing"));
    expect(await server.run("true", { cwd: "file" })).toEqual(failed("not-folder"));
  });

  it("keeps of its output at most what it may, half from each end, and counts the rest", async () => {
    await using server = start();
    const cases: [number, number][] = [
      ...[0, 63, 64, 65, 97, 1000].map((length): [number, number] => [length, 64]),
      [1000, 2],
      [1000, 3],
      [70_000, 65_536],
      [300_000, 65_537],
    ];
    for (const [length, room] of cases) {
      const all = Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");
      const line = `yes abcdefghijklmnopqrstuvwxyz | tr -d '\\n' | head -c ${length}`;
      const answer = await server.run(line, { outputBytes: room });
      const cut = Math.max(0, length - room);
      const [head, tail] = [all.slice(0, Math.floor(room / 2)), all.slice(Math.floor(room / 2) + cut)];
      expect(answer).toMatchObject({
        ended: { cutBytes: cut, head: Buffer.from(head), tail: Buffer.from(tail) },
      });
    }
  });

  it("gives back every byte there is, of both outputs", async () => {
    await using server = start();
    const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
    await server.ask({ op: "write", path: "bytes", content: everyByte });
    expect(await server.run("cat bytes; cat bytes >&2")).toMatchObject({
      ended: { head: Buffer.concat([everyByte, everyByte]), cutBytes: 0 },
    });
  });

  it("that writes without end is held to its time, the server answering meanwhile", async () => {
    await using server = start();
    const { answer } = server.begin(run("yes", { timeoutMs: 1_000, outputBytes: 100 }));
    expect(await server.ask({ op: "ping" })).toEqual(NOTHING);
    const ended = await answer;
    expect(ending(ended)).toEqual({ ending: "timed-out", exitStatus: null });
    expect(output(ended)).toMatch(/^(y\n){50}$/);
  });

  it("is refused while another runs, and taken after it", async () => {
    await using server = start();
    const first = server.begin(run("until [ -e go ]; do :; done; echo first"));
    expect(await server.run("echo second")).toEqual(failed("busy"));
    await server.ask({ op: "write", path: "go", content: Buffer.alloc(0) });
    expect(output(await first.answer)).toBe("first\n");
    expect(output(await server.run("echo second"))).toBe("second\n");
  });

  it("is cancelled by its own id only, once, and never after its end", async () => {
    await using server = start();
    expect(await server.ask({ op: "cancel", target: 5 })).toEqual(NOTHING);
    const running = server.begin(run("touch started; sleep 1000"));
    expect(await server.ask({ op: "cancel", target: running.id + 1000 })).toEqual(NOTHING);
    const [cancelled, again] = [1, 2].map(() => server.ask({ op: "cancel", target: running.id }));
    expect(ending(await running.answer)).toEqual({ ending: "cancelled", exitStatus: null });
    expect([await cancelled, await again]).toEqual([NOTHING, NOTHING]);
    expect(output(await server.run("echo on"))).toBe("on\n");
  });

  it("is cancelled when both come in one piece", async () => {
    await using server = start();
    server.send(
      '{"id":1,"op":"run","cwd":"","line":"c2xlZXAgMTAwMA==","timeoutMs":9000,"outputBytes":9}\n' +
        '{"id":2,"op":"cancel","target":1}\n{"id":3,"op":"ping"}\n',
    );
    const { lines } = await server.ended();
    expect(lines[0]).toMatch(/^\{"id":1,"ending":"cancelled","ms":\d+,"cut":0,"head":"","tail":""\}$/);
    expect(lines.slice(1)).toEqual(['{"id":2,"bytes":""}', '{"id":3,"bytes":""}']);
  });

  it.each([
    ["a child that ignores every signal it can", "(trap '' HUP INT TERM; sleep 1000) & sleep 1000"],
    ["a session of its own", "setsid sh -c 'trap \"\" TERM; sleep 1000 & sleep 1000' & sleep 1000"],
    ["a daemon", "(setsid sh -c '(sleep 1000 >/dev/null 2>&1 </dev/null &)' &) ; sleep 1000"],
    ["a stopped child", "sleep 1000 & kill -STOP $!; sleep 1000"],
    ["a command that stops itself", "kill -STOP $$"],
    ["children without end", "(while :; do sleep 1000 & done) 2>/dev/null; while :; do :; done"],
    // The first shell forks once only, before any bomb: at the process limit a second fork would end it.
    ["a fork bomb", "bomb() { bomb | bomb & }; bomb 2>/dev/null & while :; do :; done"],
  ])("at its time limit leaves nothing of %s", async (_what, line) => {
    await using server = start();
    expect(ending(await server.run(line, { timeoutMs: 200 }))).toEqual({
      ending: "timed-out",
      exitStatus: null,
    });
    expect(output(await server.run(PROCESSES))).toBe("");
  });

  it("that ends takes along what it left running, holding its output or not", async () => {
    await using server = start();
    const answer = await server.run("sleep 1000 & setsid sleep 1000 >/dev/null 2>&1 & echo done");
    expect([ending(answer), output(answer)]).toEqual([{ ending: "exited", exitStatus: 0 }, "done\n"]);
    expect(output(await server.run(PROCESSES))).toBe("");
  });

  it("that closed its output still runs to its end", async () => {
    await using server = start();
    expect(ending(await server.run("exec >&- 2>&-; until [ -e done ]; do echo >done; done; exit 4"))).toEqual(
      {
        ending: "exited",
        exitStatus: 4,
      },
    );
  });

  it("leaves no zombies of orphans, already while it runs", async () => {
    await using server = start();
    const orphans =
      "for i in 1 2 3 4 5 6 7 8 9 10; do (true &); done; while ps -o stat= --ppid $PPID | grep -q Z; do :; done";
    expect(ending(await server.run(orphans))).toEqual({ ending: "exited", exitStatus: 0 });
  });

  it("cannot write an answer of the server's, nor look into it", async () => {
    await using server = start();
    const forge =
      "for fd in 0 1 2; do echo forged >/proc/$PPID/fd/$fd; done; cat /proc/$PPID/environ /proc/$PPID/mem";
    const said = output(await server.run(forge));
    expect(said.match(/Permission denied/g)).toHaveLength(5);
    expect((await server.ended()).lines).toHaveLength(1);
  });

  it("ends with the input of the server", async () => {
    await using server = start({ how: '"$@"; ps -C sleep -o comm=; echo ended' });
    server.begin(run("setsid sleep 1000 & sleep 1000"));
    await server.ask({ op: "ping" });
    expect((await server.ended()).lines).toEqual(['{"id":2,"bytes":""}', "ended"]);
  });

  it("is refused at the process limit, where files can still be read, and taken when there is room", async () => {
    await using server = start();
    await server.ask({ op: "write", path: "file", content: Buffer.from("content") });
    await box().limitProcesses(1);
    expect(await server.run("true")).toEqual(failed("no-process"));
    expect(await server.ask({ op: "read", path: "file", maxBytes: 10 })).toEqual(bytes("content"));
    await box().limitProcesses(256);
    expect(ending(await server.run("true"))).toEqual({ ending: "exited", exitStatus: 0 });
  });

  it("is not refused for what is dead and not buried yet", async () => {
    await using gravedigger = start();
    const folder = output(await gravedigger.run("mkfifo grave; pwd")).trim();
    // "$1" to "$4" are the words that change the uid to the server's; `cat` never asks how its children ended.
    const dead = `for i in $(seq 20); do "$1" "$2" "$3" "$4" true & done; exec cat ${folder}/grave`;
    await using server = start({ how: `( (${dead}) & ); exec "$@"` });
    await server.ask({ op: "ping" });
    await gravedigger.run('until [ "$(ps -eo stat= | grep -c Z)" -ge 20 ]; do :; done');
    const burial = gravedigger.begin(run("until [ -e bury ]; do :; done; echo >grave"));
    await box().limitProcesses(20);
    const command = server.begin(run("echo on"));
    await gravedigger.ask({ op: "write", path: "bury", content: Buffer.alloc(0) });
    expect(ending(await burial.answer)).toEqual({ ending: "exited", exitStatus: 0 });
    expect(output(await command.answer)).toBe("on\n");
    await box().limitProcesses(256);
  });
});

type Run = Parameters<Server["begin"]>[0] & { op: "run" };

function run(line: string, changes: Partial<Run> = {}): Run {
  return { op: "run", line, cwd: "", timeoutMs: 60_000, outputBytes: 65_536, ...changes };
}

function ending(answer: Answer) {
  if (answer.kind !== "ended") return answer;
  return { ending: answer.ended.ending, exitStatus: answer.ended.exitStatus };
}

/** Head and tail as one text. */
function output(answer: Answer): string {
  return answer.kind === "ended" ? Buffer.concat([answer.ended.head, answer.ended.tail]).toString() : "";
}
