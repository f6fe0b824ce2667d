// What every place for untrusted code must do, whichever backend it is.
import { describe } from "@jest/globals";
import type { Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import { describeBasics } from "./sandboxes/basics.ts";
import { describeServices } from "./sandboxes/beside.ts";
import { describeBlinding } from "./sandboxes/blinding.ts";
import { describeCommands } from "./sandboxes/commands.ts";
import { describeConfinement } from "./sandboxes/confinement.ts";
import { describeFiles } from "./sandboxes/files.ts";
import { describeLayers } from "./sandboxes/layers.ts";
import { describePatches } from "./sandboxes/patches.ts";
import { usePlace } from "./sandboxes/world.ts";

export function describeSandboxes(name: string, openPlace: () => Sandboxes): void {
  describe(`${name}, as a place for untrusted code`, () => {
    const open = usePlace(openPlace);
    describeBasics(open);
    describeFiles(open);
    describeCommands(open);
    describeBlinding(open);
    describePatches(open);
    describeLayers(open);
    describeServices(open);
    describeConfinement(open);
  });
}
