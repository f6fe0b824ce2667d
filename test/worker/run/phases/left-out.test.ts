// Files that the coder wrote and that its patch has not.
import { describe, expect, it } from "@jest/globals";
import { leftOut, noting } from "../../../../worker/run/phases/left-out.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const command = (line: string) => ({ line, timeoutMs: 1000, outputBytes: 1000 });

describe("a file that the coder wrote", () => {
  it("is left out where it is there and neither the patch nor the base has it", async () => {
    const written = new Set<string>();
    const sandbox = memorySandbox();
    const noted = noting(sandbox, written);
    for (const path of ["lib/a.js", "./src/b.js", "gone.js", "base.js"])
      await noted.write(path, Buffer.from("x"));
    sandbox.files.delete("gone.js");
    expect(await leftOut(written, sandbox, (path) => ["src/b.js", "base.js"].includes(path))).toEqual([
      "lib/a.js",
    ]);
  });

  it("is noted where a command writes it, if it is code", async () => {
    const written = new Set<string>();
    const noted = noting(memorySandbox(), written);
    for (const line of [
      "cat >lib/a.js <<'END'\nx\nEND",
      "npm test > out.log 2>&1",
      "echo x | tee -a ./lib/b.py",
      "cat > /tmp/c.js; ls >>'d.ts'",
    ])
      await noted.run(command(line));
    expect([...written]).toEqual(["lib/a.js", "lib/b.py", "d.ts"]);
  });
});
