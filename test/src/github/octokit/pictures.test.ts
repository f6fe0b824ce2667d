// Pictures over HTTP: found through the rendered text, read without our token, and never fetched from anywhere else.

import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { aPng } from "../../../support/pictures.ts";
import { NAME, openWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const issue = { kind: "issue" } as const;
const fetchAll = (...links: Parameters<World["github"]["pictures"]["fetch"]>[2]) =>
  world.github.pictures.fetch(world.issue, null, links, new AbortController().signal);

describe("fetching pictures", () => {
  it("reads those of the issue and of a comment where GitHub signs their addresses", async () => {
    const { hub } = world;
    const [one, two] = [aPng(), aPng({ width: 50 })];
    const [first, second] = [hub.upload(one), hub.upload(two)];
    await hub
      .asUser("octo")
      .editIssue({ repository: NAME, number: 1 }, { body: `See\n<img src="${first}" />` });
    const { id } = await hub.asUser("ada").comment({ repository: NAME, number: 1 }, `![Image](${second})`);
    const pictures = await fetchAll(
      { address: first, in: issue },
      { address: second, in: { kind: "comment", id } },
    );
    expect(pictures).toEqual({
      shown: [
        { address: first, mediaType: "image/png", base64: one.toString("base64") },
        { address: second, mediaType: "image/png", base64: two.toString("base64") },
      ],
      unshown: [],
    });
  });

  it("reads a file of the repository over the API", async () => {
    const { hub } = world;
    await hub.asUser("octo").push(NAME, "main", { "docs/clock.png": aPng() });
    const { shown, unshown } = await fetchAll({ address: "docs/clock.png", in: issue });
    expect(unshown).toEqual([]);
    expect(shown.map(({ base64 }) => base64)).toEqual([aPng().toString("base64")]);
  });

  it("asks no other host, and says which picture is there", async () => {
    await using server = createServer((_request, response) => response.end(aPng()));
    let asked = 0;
    server.on("request", () => {
      asked += 1;
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { unshown } = await fetchAll({ address: `http://127.0.0.1:${port}/a.png`, in: issue });
    expect(unshown).toEqual([
      {
        address: `http://127.0.0.1:${port}/a.png`,
        because: { kind: "elsewhere", host: `127.0.0.1:${port}` },
      },
    ]);
    expect(asked).toBe(0);
  });

  it("says of each other one why it is not shown, and goes on", async () => {
    const { hub } = world;
    const svg = hub.upload(Buffer.from("<svg/>"));
    const large = hub.upload(Buffer.concat([aPng(), Buffer.alloc(4_000_000)]));
    const unsigned = `${hub.serverUrl}/user-attachments/assets/0bec7adc-52c5-432f-bca7-c9a3186649b4`;
    const good = hub.upload(aPng());
    await hub
      .asUser("octo")
      .editIssue(
        { repository: NAME, number: 1 },
        { body: [svg, large, unsigned, good].map((each) => `![](${each})`).join("\n") },
      );
    const links = [svg, large, unsigned, "gone.png", good].map((address) => ({ address, in: issue }));
    const { shown, unshown } = await fetchAll(...links);
    expect(shown.map(({ address }) => address)).toEqual([good]);
    expect(unshown).toEqual([
      { address: svg, because: { kind: "no-raster" } },
      { address: large, because: { kind: "too-many-bytes", most: 3_600_000 } },
      { address: unsigned, because: { kind: "no-address" } },
      { address: "gone.png", because: { kind: "not-answered", status: null } },
    ]);
  });
});
