// Fetching over HTTP: which host gets the authorization, what a refusal says, and which failures are worth a retry.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { PermanentError, TransientError } from "../../../src/domain/errors.ts";
import { gitWith } from "../../../worker/workspace/git.ts";
import { fetchCommit, leaseMirror, mirrorName } from "../../../worker/workspace/mirror.ts";
import { temporaryFolder } from "../../support/git.ts";

const HEADER = "Bearer c2VjcmV0LXNlY3JldA";
const SHA = "1".repeat(40);

type Seen = { url: string; authorization: string | undefined };

async function host(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? "", authorization: request.headers.authorization });
    answer(request, response);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function failureOf(url: string): Promise<Error> {
  using folder = temporaryFolder();
  const git = gitWith({});
  const signal = new AbortController().signal;
  const mirror = await leaseMirror(git, folder.path, "ada/calc", signal);
  const source = { url: `${url}/ada/calc.git`, authorization: async () => HEADER };
  const failed = await fetchCommit({ git, mirror, source, sha: SHA, signal }).then(
    () => new Error("it was fetched"),
    (thrown: Error) => thrown,
  );
  return failed;
}

describe("fetching from a host", () => {
  it("sends the authorization, and a refusal never repeats it", async () => {
    await using server = await host((request, response) => {
      response.statusCode = 403;
      response.setHeader("x-echo", request.headers.authorization ?? "");
      response.write(`You sent ${request.headers.authorization}`);
    });
    const failure = await failureOf(server.url);
    expect(server.seen).toEqual([
      { url: "/ada/calc.git/info/refs?service=git-upload-pack", authorization: HEADER },
    ]);
    expect(failure).toBeInstanceOf(PermanentError);
    expect(failure).toMatchObject({
      fault: { kind: "commit-not-fetched", because: "refused", gitSaid: expect.stringContaining("403") },
    });
    expect(failure.message).not.toContain(HEADER);
  });

  it("prompts for no password if the authorization is not accepted", async () => {
    await using server = await host((_request, response) => {
      response.statusCode = 401;
      response.setHeader("www-authenticate", 'Basic realm="git"');
    });
    expect(await failureOf(server.url)).toBeInstanceOf(PermanentError);
  });

  it("follows no redirect, so that no other host gets anything", async () => {
    await using other = await host(() => {});
    await using server = await host((_request, response) => {
      response.statusCode = 302;
      response.setHeader("location", `${other.url}/ada/calc.git/info/refs?service=git-upload-pack`);
    });
    const failure = await failureOf(server.url);
    expect(failure).toBeInstanceOf(PermanentError);
    expect(failure).toMatchObject({ fault: { because: "redirected" } });
    expect(other.seen).toEqual([]);
  });

  it("reports trouble of the host as worth a retry", async () => {
    await using server = await host((_request, response) => {
      response.statusCode = 502;
    });
    const failure = await failureOf(server.url);
    expect(failure).toBeInstanceOf(TransientError);
    expect(failure).toMatchObject({ fault: { because: "unavailable" } });
  });
});

describe("the folder of a mirror", () => {
  it("has a readable name within its parent, and differs for different keys", () => {
    expect(mirrorName("ada/calc")).toMatch(/^[0-9a-f]{16}-ada-calc$/);
    expect(mirrorName("../../etc")).toMatch(/^[0-9a-f]{16}--etc$/);
    expect(mirrorName("ada/calc")).not.toBe(mirrorName("ada-calc"));
  });
});
