// Why a file operation was refused, in the sentences that a model reads.
import { describe, expect, it } from "@jest/globals";
import { FileRefused } from "../../../worker/sandboxes/file-refusal.ts";

describe("a refused file operation", () => {
  it.each([
    [
      "outside",
      "Could not read /etc/passwd: it leads out of the repository. Use a path relative to the repository root, as `src/main.c`.",
    ],
    [
      "missing",
      "Could not read /etc/passwd: there is no such file or folder. List the folder to see what is there.",
    ],
    ["odd", "Could not read /etc/passwd: it failed (odd). Try again."],
  ])("says why and what to do: %s", (reason, text) => {
    expect(new FileRefused({ operation: "read", path: "/etc/passwd", reason }).message).toBe(text);
  });
});
