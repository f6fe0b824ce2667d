// Signing in with GitHub, there and back: who is let in, where to, and for how long.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { get, post } from "../../support/page.ts";
import { csrfIn, openPeopleHouse, type PeopleHouse, sessionIn } from "../../support/people-house.ts";

let house: PeopleHouse;
beforeEach(async () => {
  house = await openPeopleHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

it("is refused as a stranger, whose token is void at once", async () => {
  const { path, begun } = await house.back("mallory");
  const answer = await get(house.page.app, path, { cookie: begun });
  expect([answer.status, sessionIn(answer)]).toEqual([403, ""]);
  expect(house.hub.exchanges.filter(({ method }) => method === "DELETE").map(({ status }) => status)).toEqual(
    [204],
  );
});

it("is not let in by a forged state, a code that was used, or a sign-in that another browser began", async () => {
  const [first, second] = [await house.back("ada"), await house.back("ada")];
  const forged = second.path.replace(/state=[^&]+/, "state=guessed");
  const tries = [
    await get(house.page.app, first.path),
    await get(house.page.app, first.path, { cookie: second.begun }),
    await get(house.page.app, forged, { cookie: second.begun }),
    await get(house.page.app, first.path, { cookie: first.begun }),
    await get(house.page.app, first.path, { cookie: first.begun }),
    await get(house.page.app, "/signed-in?error=access_denied", { cookie: second.begun }),
  ];
  expect(tries.map(({ status }) => status)).toEqual([400, 400, 400, 200, 403, 400]);
  expect(tries.map(sessionIn).filter((cookie) => cookie !== "")).toHaveLength(1);
});

it("goes back to where they came from, and never to another place", async () => {
  for (const [from, to] of [
    ["/runs/r-clock", "/runs/r-clock"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["/x; url=https://evil.example", "/"],
  ] as const) {
    const { path, begun } = await house.back("ada", from);
    const answer = await get(house.page.app, path, { cookie: begun });
    expect([from, answer.headers.get("refresh")]).toEqual([from, `0; url=${to}`]);
  }
  const strange = await get(house.page.app, "/runs/r-clock");
  expect([strange.status, (await strange.text()).includes("back=%2Fruns%2Fr-clock")]).toEqual([401, true]);
});

it("is signed out at GitHub, too, and when they take back there what they agreed to", async () => {
  const [first, second] = [await house.signedInAs("ada"), await house.signedInAs("ada")];
  const csrf = csrfIn(await house.textAt("/", first));
  expect((await post(house.page.app, "/sign-out", { csrf }, { cookie: first })).status).toBe(200);
  const revoked = house.hub.exchanges.filter(({ method }) => method === "DELETE").length;
  expect([await house.statusAt("/", first), await house.statusAt("/", second), revoked]).toEqual([
    401, 200, 1,
  ]);
  house.hub.revoke("ada");
  house.clock.advance(60_000);
  expect([await house.statusAt("/", second), await house.statusAt("/", second)]).toEqual([401, 401]);
});

it("goes on after eight hours with another token, and after twelve signs in again", async () => {
  const ada = await house.signedInAs("ada");
  house.clock.advance(8 * 60 * 60_000);
  const [one, two] = await Promise.all([house.statusAt("/", ada), house.statusAt("/outcomes", ada)]);
  house.clock.advance(4 * 60 * 60_000);
  expect([one, two, await house.statusAt("/", ada)]).toEqual([200, 200, 401]);
});
