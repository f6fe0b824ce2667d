// People who signed in with GitHub: each sees what they can read there, a minute later at the most, and nothing of anybody else.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { get, post } from "../../support/page.ts";
import { csrfIn, openPeopleHouse, type PeopleHouse } from "../../support/people-house.ts";

let house: PeopleHouse;
beforeEach(async () => {
  house = await openPeopleHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

/** Of the run at a repository, as a form that its page could show. */
function formFor(name: string, csrf: string): Record<string, string> {
  const { id } = house.hub.repository(`octo/${name}`);
  return {
    ...{ csrf, act: "stop", back: "/", owner: "octo", name, id: String(id) },
    ...{ number: "1", installation: "5" },
  };
}

it("sees the rows of what they can read, and nothing of other repositories anywhere", async () => {
  const eve = await house.signedInAs("eve");
  const paths = ["/", "/lanes/running", "/outcomes", "/runs/r-clock", "/?repository=octo%2Fgong"];
  for (const path of paths) {
    const text = await house.textAt(path, eve);
    expect([path, text.includes("@eve"), /gong/i.test(text)]).toEqual([path, true, false]);
  }
  const board = await house.textAt("/", eve);
  expect([board.includes("Mend the clock"), board.includes("Running 1"), board.includes("Ready 1")]).toEqual([
    true,
    true,
    true,
  ]);
  expect(await house.textAt("/outcomes", eve)).toContain("model-of-clock");
  const hidden = ["/runs/r-gong", "/runs/r-gong/transcript", "/runs/r-gong/download", "/machine"];
  expect(await Promise.all(hidden.map((path) => house.statusAt(path, eve)))).toEqual(hidden.map(() => 404));
  expect(await house.statusAt("/runs/r-clock/download", eve)).toBe(200);
});

it("loses what they can read no more within a minute, the buttons at once", async () => {
  const ada = await house.signedInAs("ada");
  const csrf = csrfIn(await house.textAt("/", ada));
  house.hub.setPermission("octo/gong", "ada", "none");
  house.hub.setPermission("octo/clock", "ada", "read");
  const pressed = await post(house.page.app, "/act", formFor("clock", csrf), { cookie: ada });
  expect([pressed.status, house.heard]).toEqual([403, []]);
  house.clock.advance(60_000);
  expect([await house.statusAt("/runs/r-gong", ada), await house.statusAt("/runs/r-clock", ada)]).toEqual([
    404, 200,
  ]);
  expect(await house.textAt("/runs/r-clock", ada)).not.toContain('action="/act"');
});

it("is shown what GitHub said for a minute, and asks it no more often", async () => {
  const ada = await house.signedInAs("ada");
  const asked = () => house.hub.exchanges.filter(({ path }) => path === "/user").length;
  const before = asked();
  for (let times = 0; times < 3; times += 1) await house.textAt("/", ada);
  const meanwhile = asked();
  house.clock.advance(60_000);
  await Promise.all([house.textAt("/", ada), house.textAt("/outcomes", ada)]);
  expect([meanwhile - before, asked() - before]).toEqual([0, 1]);
});

it("presses buttons where they can write, in their own name, on what GitHub says and not the form", async () => {
  const [ada, eve] = [await house.signedInAs("ada"), await house.signedInAs("eve")];
  const [hers, his] = [csrfIn(await house.textAt("/", ada)), csrfIn(await house.textAt("/", eve))];
  expect(await house.textAt("/", eve)).not.toContain('action="/act"');
  const forged = { ...formFor("clock", hers), owner: "acme", name: "vault", installation: "99" };
  const answers = [
    await post(house.page.app, "/act", formFor("clock", his), { cookie: eve }),
    await post(house.page.app, "/act", formFor("gong", his), { cookie: eve }),
    await post(house.page.app, "/act", formFor("clock", his), { cookie: ada }),
    await post(house.page.app, "/act", forged, { cookie: ada }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 303]);
  expect(house.heard).toMatchObject([
    {
      ...{ kind: "stop", asker: { kind: "person", login: "ada" } },
      issue: {
        repository: { id: house.hub.repository("octo/clock").id, owner: "octo", name: "clock" },
        number: 1,
      },
      installationId: house.hub.installationId("octo"),
    },
  ]);
});

it("is shown nothing while GitHub does not say what they can read", async () => {
  const ada = await house.signedInAs("ada");
  house.clock.advance(60_000);
  house.hub.faults.order({ on: "GET /user", fault: { kind: "status", status: 502 } });
  const answer = await get(house.page.app, "/", { cookie: ada });
  expect([answer.status, (await answer.text()).includes("Mend the")]).toEqual([503, false]);
  expect(await house.statusAt("/", ada)).toBe(200);
});

it("sees the machine where the operator names them", async () => {
  await house[Symbol.asyncDispose]();
  house = await openPeopleHouse(["EVE"]);
  const [eve, ada] = [await house.signedInAs("eve"), await house.signedInAs("ada")];
  expect([await house.statusAt("/machine", eve), await house.statusAt("/machine", ada)]).toEqual([200, 404]);
  const boards = [await house.textAt("/", eve), await house.textAt("/", ada)];
  expect(boards.map((text) => text.includes('href="/machine"'))).toEqual([true, false]);
  expect(await house.textAt("/", eve)).not.toContain("gong");
});
