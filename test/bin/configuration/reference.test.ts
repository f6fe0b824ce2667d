// docs/configuration.md says what the schemas say.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { configurationReference } from "../../../bin/configuration/reference.ts";
import { root } from "../../support/source.ts";

it("stands in docs/configuration.md, which `npx issuewright configuration > docs/configuration.md` renews", () => {
  expect(readFileSync(join(root, "docs/configuration.md"), "utf8")).toBe(configurationReference());
});
