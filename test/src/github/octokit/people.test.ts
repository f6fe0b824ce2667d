// People who sign in with GitHub: codes, tokens that expire, and the repositories that they and the App both reach.
import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { octokitPeople } from "../../../../src/github/octokit/people.ts";
import type { Granted, People, UserToken } from "../../../../src/github/people.ts";
import { type FakeClock, fakeClock } from "../../../support/clock.ts";
import { agreedAs, startTestGitHub, type TestGitHub } from "../../../support/local-github.ts";

const BACK = "http://localhost:3001/signed-in";
const VERIFIER = "v".repeat(43);
const challenge = createHash("sha256").update(VERIFIER).digest("base64url");

let hub: TestGitHub;
let clock: FakeClock;
let people: People;
beforeEach(async () => {
  clock = fakeClock(Date.now());
  hub = await startTestGitHub({ clock });
  hub.client().callbackUrls.push(BACK);
  people = peopleOf(hub.client());
  for (const [name, isPrivate] of [
    ["clock", true],
    ["watch", false],
  ] as const)
    await hub.createRepository({ owner: "octo", name, private: isPrivate });
  await hub.createRepository({ owner: "acme", name: "bell", private: true });
  for (const login of ["ada", "eve"]) hub.addUser(login);
});
afterEach(async () => {
  await hub[Symbol.asyncDispose]();
});

function peopleOf(client: { id: string; secret: string }): People {
  return octokitPeople({ client, apiUrl: hub.apiUrl, serverUrl: hub.serverUrl, clock });
}

async function codeOf(login: string): Promise<string> {
  const back = await agreedAs(login, people.askAt({ state: "s1", challenge, backTo: BACK }));
  expect([`${back.origin}${back.pathname}`, back.searchParams.get("state")]).toEqual([BACK, "s1"]);
  return back.searchParams.get("code") ?? "";
}

async function tokenOf(login: string): Promise<UserToken> {
  return granted(await people.exchange({ code: await codeOf(login), verifier: VERIFIER, backTo: BACK }));
}

function granted(answer: Granted): UserToken {
  if (answer.kind !== "granted") throw new Error(`GitHub gave no token: ${JSON.stringify(answer)}`);
  return answer.token;
}

it("reach what was given to them, wherever the App is installed, and no public repository besides", async () => {
  hub.setPermission("octo/clock", "ada", "maintain");
  hub.setPermission("acme/bell", "ada", "read");
  const [ada, eve] = [await people.reach(await tokenOf("ada")), await people.reach(await tokenOf("eve"))];
  const place = (owner: string, name: string, permission: string) => ({
    repository: { id: hub.repository(`${owner}/${name}`).id, owner, name },
    ...{ installationId: hub.installationId(owner), permission },
  });
  expect(ada).toEqual({
    ...{ kind: "reach", login: "ada" },
    places: [place("octo", "clock", "maintain"), place("acme", "bell", "read")],
  });
  expect(eve).toEqual({ kind: "reach", login: "eve", places: [] });
});

it("reach less as soon as it is taken from them, or the App is taken off or suspended", async () => {
  for (const name of ["octo/clock", "octo/watch", "acme/bell"]) hub.setPermission(name, "ada", "write");
  const token = await tokenOf("ada");
  const names = async () => {
    const reach = await people.reach(token);
    return reach.kind === "reach" ? reach.places.map(({ repository }) => repository.name) : reach.kind;
  };
  const before = await names();
  hub.setPermission("octo/clock", "ada", "none");
  const without = await names();
  hub.suspend("acme");
  const suspended = await names();
  hub.uninstall("octo");
  expect([before, without, suspended, await names()]).toEqual([
    ["clock", "watch", "bell"],
    ["watch", "bell"],
    ["watch"],
    [],
  ]);
});

it("are not known by a code that was used, is old, or was asked for by somebody else", async () => {
  const [used, old] = [await codeOf("ada"), await codeOf("ada")];
  const give = (code: string, verifier = VERIFIER, backTo = BACK, over = people) =>
    over.exchange({ code, verifier, backTo });
  granted(await give(used));
  const wrong = peopleOf({ ...hub.client(), secret: "guessed" });
  const answers = [
    await give(used),
    await give(await codeOf("ada"), "w".repeat(43)),
    await give(await codeOf("ada"), VERIFIER, "http://localhost:3001/elsewhere"),
    await give(await codeOf("ada"), VERIFIER, BACK, wrong),
  ];
  clock.advance(10 * 60_000 + 1);
  answers.push(await give(old));
  expect(
    answers.map((answer) => (answer.kind === "refused" ? answer.githubSaid.split(":")[0] : answer)),
  ).toEqual([
    "bad_verification_code",
    "bad_verification_code",
    "redirect_uri_mismatch",
    "incorrect_client_credentials",
    "bad_verification_code",
  ]);
});

it("go on with another token when theirs expired, once for each refresh token", async () => {
  const first = await tokenOf("ada");
  expect(first.untilMs).toBe(clock.now() + 8 * 60 * 60_000);
  clock.advance(8 * 60 * 60_000);
  const [over, second] = [await people.reach(first), granted(await people.renew(first.refresh ?? ""))];
  const [again, reach] = [await people.renew(first.refresh ?? ""), await people.reach(second)];
  expect([over.kind, again.kind, reach.kind]).toEqual(["over", "refused", "reach"]);
});

it("are forgotten by GitHub when they sign out, or take back what they agreed to", async () => {
  const [first, second] = [await tokenOf("ada"), await tokenOf("ada")];
  await people.revoke(first);
  const one = [(await people.reach(first)).kind, (await people.reach(second)).kind];
  hub.revoke("ada");
  expect([...one, (await people.reach(second)).kind]).toEqual(["over", "reach", "over"]);
});

it("are let in by nobody while GitHub is away, and reach nothing while it asks for patience", async () => {
  hub.setPermission("octo/clock", "ada", "read");
  const token = await tokenOf("ada");
  hub.faults.order({ on: "GET /user", fault: { kind: "status", status: 502 } });
  const away = await people.reach(token);
  hub.faults.order({
    on: "GET /user/installations/*/repositories",
    fault: { kind: "rate-limit", resetInSeconds: 60 },
  });
  expect([away.kind, (await people.reach(token)).kind, (await people.reach(token)).kind]).toEqual([
    "away",
    "away",
    "reach",
  ]);
});
