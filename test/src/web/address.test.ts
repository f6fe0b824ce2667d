// Where the page is reached: known while its server lives, and forgotten after it was killed.
import { expect, it } from "@jest/globals";
import { oneTimeLink, showAddress } from "../../../src/web/session/address.ts";
import { fakeClock } from "../../support/clock.ts";
import { memoryKeepsakes } from "../../support/ports/keepsakes.ts";

it("is known while the server lives, and gone when it ends", async () => {
  const [keepsakes, clock] = [memoryKeepsakes(), fakeClock()];
  const shown = await showAddress(keepsakes, "http://localhost:3001", clock);
  for (let minutes = 0; minutes < 5; minutes += 1) {
    for (let third = 0; third < 3; third += 1) {
      await clock.sleeper((ms) => ms === 20_000);
      keepsakes.pass(20_000);
      clock.advance(20_000);
    }
    expect((await oneTimeLink(keepsakes))?.url).toMatch(/^http:\/\/localhost:3001\/sign-in\?link=/);
  }
  await shown[Symbol.asyncDispose]();
  expect(await oneTimeLink(keepsakes)).toBeNull();
});

it("is forgotten within a minute where the server was killed", async () => {
  const keepsakes = memoryKeepsakes();
  await using _killed = await showAddress(keepsakes, "http://localhost:3001", fakeClock());
  keepsakes.pass(60_000);
  expect(await oneTimeLink(keepsakes)).toBeNull();
});
