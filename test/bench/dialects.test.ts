// Endpoints as they were documented or reported: each is served, or refused with one true sentence.
import { describe, expect, it } from "@jest/globals";
import { ENDPOINTS } from "../../bench/dialects/endpoints.ts";
import { play } from "../../bench/dialects/play.ts";

describe("the table of endpoints", () => {
  it("names a source for each of at least 40", () => {
    const named = ENDPOINTS.filter(({ address }) => /^https:\/\/\S+\/\S+$/.test(address));
    expect(named).toHaveLength(ENDPOINTS.length);
    expect(ENDPOINTS.length).toBeGreaterThanOrEqual(40);
  });

  it.each(ENDPOINTS.map((row) => [`${row.endpoint} ${row.does}`, row] as const))(
    "ends as it says: %s",
    async (_name, row) => {
      expect((await play(row)).ended).toBe(row.ends);
    },
  );
});
