// Where set-up may go: what a package client says of itself, as exact pairs.
import { describe, expect, it } from "@jest/globals";
import { addressesIn } from "../../../../worker/evidence/measure/set-up.ts";

describe("the addresses a package client names", () => {
  it("become exact host:port pairs, each once", () => {
    const said =
      "https://packages.example.com/\nhttp://Mirror.example:8080/simple https://packages.example.com/a.tgz";
    expect(addressesIn(said)).toEqual(["packages.example.com:443", "mirror.example:8080"]);
  });

  it("are not taken from words that only look like hosts", () => {
    expect(addressesIn("undefined direct example.com ftp://files.example")).toEqual([]);
  });
});
