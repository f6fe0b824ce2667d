// Where data is kept when the operator names no folder.
import { describe, expect, it } from "@jest/globals";
import { defaultDataDir } from "../../src/data-dir.ts";

const here = {
  cwd: "/home/ann/issuewright",
  installation: "/home/ann/issuewright",
  home: "/home/ann",
  xdgDataHome: undefined,
};

describe("the default data directory", () => {
  it.each(["/home/ann/issuewright", "/home/ann/issuewright/test/bin"])(
    "is .data of this checkout for a command started in %s",
    (cwd) => {
      expect(defaultDataDir({ ...here, cwd })).toBe("/home/ann/issuewright/.data");
    },
  );

  it.each(["/home/ann", "/home/ann/project", "/home/ann/issuewright-other", "/"])(
    "is the user's own for a command started in %s",
    (cwd) => {
      expect(defaultDataDir({ ...here, cwd })).toBe("/home/ann/.local/share/issuewright");
    },
  );

  it("is in XDG_DATA_HOME where that is an absolute path", () => {
    const elsewhere = { ...here, cwd: "/tmp" };
    expect(defaultDataDir({ ...elsewhere, xdgDataHome: "/data/ann" })).toBe("/data/ann/issuewright");
    for (const xdgDataHome of ["", "data"]) {
      expect(defaultDataDir({ ...elsewhere, xdgDataHome })).toBe("/home/ann/.local/share/issuewright");
    }
  });
});
