// The sample case of docs/eval.md, run as a person types it, with the model of the demo.
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { script } from "../../local/demo/script.ts";
import { startLocalModel } from "../../local/model/server.ts";
import { issuewright, NO_TEST_QUALITY, scriptedPlace } from "../support/cli.ts";
import { temporaryFolder } from "../support/git.ts";
import { root } from "../support/source.ts";

it("resolves the sample case", async () => {
  using folder = temporaryFolder();
  await using model = await startLocalModel({ script });
  const words = ["eval", "--cases", join(root, "docs/examples/cases"), "--out", join(folder.path, "out")];
  const { status, stdout, stderr } = await issuewright(
    words,
    scriptedPlace(model, folder.path, NO_TEST_QUALITY),
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^resolved +rounded-durations/m);
});
