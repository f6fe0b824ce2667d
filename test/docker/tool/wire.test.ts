// The line to the worker: a socket, or, where nobody listens, the stream the server was started on.
import { describe, expect, it } from "@jest/globals";
import { useBox } from "./server.ts";

const PING = '{"id":7,"op":"ping"}';
const PONG = '{"id":7,"bytes":""}';

/**
 * Listens as root, which the server spares, and says on the stream what it heard. It is no child of the server, because
 * the server would wait for its end.
 */
const LISTENING = `(perl -MIO::Socket::UNIX -e '
  $listener = IO::Socket::UNIX->new(Local => "/repo/line", Listen => 1);
  chmod 0666, "/repo/line";
  open READY, ">/repo/ready";
  $line = $listener->accept;
  $token = <$line>;
  print $line q(${PING}), "\\n";
  print "heard ", $token, "heard ", scalar <$line>;
' &); while [ ! -e /repo/ready ]; do :; done; exec "$@" /repo/line`;

describe("a tool server that is given a socket", () => {
  const { start } = useBox();

  it("says the token there, answers there, and ends when that line does", async () => {
    await using server = start({ how: LISTENING });
    server.send("a token\n");
    expect(await server.ended()).toEqual({ status: 0, lines: ["heard a token", `heard ${PONG}`] });
  });

  it.each([
    ["nobody listens", "/repo/nobody"],
    ["the name is too long for a socket", `/${"x".repeat(200)}`],
  ])("stays on the stream, and says so, where %s", async (_where, path) => {
    await using server = start({ how: `exec "$@" ${path}` });
    server.send(`a token\n${PING}\n`);
    expect(await server.ended()).toEqual({ status: 0, lines: ["stream", PONG] });
  });

  it.each([
    ["ends", "a tok"],
    ["never ends its first line", "x".repeat(10_000)],
  ])("ends without a word when its input %s", async (_how, input) => {
    await using server = start({ how: 'exec "$@" /repo/nobody' });
    server.send(input);
    expect(await server.ended()).toEqual({ status: 1, lines: [] });
  });
});
