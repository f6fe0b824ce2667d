// The address that a checkout names as its origin.
import { describe, expect, it } from "@jest/globals";
import { originOf, remoteNamed } from "../../../worker/workspace/origin.ts";

const authorization = async () => null;

describe("the origin of a checkout", () => {
  it.each([
    ["https://github.com/octo/calc.git", "https://github.com/octo/calc.git"],
    ["https://ada:secret@github.com/octo/calc.git?token=x#y", "https://github.com/octo/calc.git"],
    ["http://127.0.0.1:8080/octo/calc.git", "http://127.0.0.1:8080/octo/calc.git"],
    ["git@github.com:octo/calc.git", "https://github.com/octo/calc.git"],
    ["ssh://git@github.com:22/octo/calc.git", "https://github.com/octo/calc.git"],
    ["git://example.com/calc.git", "https://example.com/calc.git"],
    ["/home/ada/calc", null],
    ["file:///home/ada/calc", null],
  ])("for %s is an address without credentials: %s", (url, origin) => {
    expect(originOf({ url, authorization })).toBe(origin);
  });

  it("is that of the folder where the repository is a clone", () => {
    const source = { url: "/home/ada/calc", origin: "https://t0ken@example.com/calc", authorization };
    expect(originOf(source)).toBe("https://example.com/calc");
    expect(originOf({ ...source, origin: "../other" })).toBeNull();
  });

  it("cannot end its line in the settings", () => {
    const origin = originOf({ url: 'https://example.com/a"\n[core]\n\tfsmonitor = evil', authorization });
    expect(remoteNamed(origin ?? "").split("\n")).toEqual([
      '[remote "origin"]',
      expect.stringContaining("example.com"),
      "\tfetch = +refs/heads/*:refs/remotes/origin/*",
      "",
    ]);
  });
});
