// An arm is one patch wherever it can be, so that nothing but the code under test tells it from the head.
import { expect, it } from "@jest/globals";
import { headWith, type Written } from "../../../../worker/evidence/measure/arm.ts";
import { emptyRepository, type Files } from "../../../support/git.ts";
import { useWorkspaces } from "../../../support/workspaces.ts";

const workspaces = useWorkspaces();

const base: Files = { "a.js": "a\n", "old.js": "old\n", "crlf.js": "a\r\n", "gone.js": "gone\n" };
const change: Files = { "a.js": "b\n", "new.js": "new\n", "crlf.js": "b\r\n", "gone.js": null };

/** What the files of the arm's patch read, and what is written besides. */
async function armWith(...files: Written[]) {
  using repository = emptyRepository();
  const sha = repository.commit(base);
  await using workspace = await workspaces.open(repository, sha);
  const applied = async (diff: Uint8Array) => {
    const result = await workspace.apply(diff);
    if (result.kind !== "applied") throw new Error(JSON.stringify(result.fault));
    return result.patch;
  };
  const arm = await headWith(await applied(repository.patch(change)), workspace.view, files);
  const contents = await workspace.contents(await applied(arm.diff));
  const read = contents.map(({ path, content }) => [
    path,
    content === null ? null : Buffer.from(content).toString(),
  ]);
  return { patched: Object.fromEntries(read), written: arm.written };
}

it("holds other contents of changed, new and untouched files, and the rest of the change", async () => {
  const files = [
    { path: "a.js", content: "c" },
    { path: "new.js", content: "newer\n" },
    { path: "old.js", content: "older\n" },
    { path: "test/control.js", content: "control\n" },
  ];
  expect(await armWith(...files)).toEqual({
    patched: {
      ...{ "a.js": "c", "new.js": "newer\n", "old.js": "older\n", "test/control.js": "control\n" },
      ...{ "crlf.js": "b\r\n", "gone.js": null },
    },
    written: [],
  });
});

it("leaves a file that is as on the base out of the patch", async () => {
  const { patched } = await armWith({ path: "a.js", content: "a\n" });
  expect(patched).toEqual({ "new.js": "new\n", "crlf.js": "b\r\n", "gone.js": null });
});

it("is written where a patch of text cannot hold it", async () => {
  const files = [
    { path: "crlf.js", content: "c\r\n" },
    { path: "a b.js", content: "c\n" },
  ];
  const { patched, written } = await armWith(...files);
  expect(written).toEqual(files);
  expect(patched).toEqual({ "a.js": "b\n", "new.js": "new\n", "crlf.js": "b\r\n", "gone.js": null });
});
