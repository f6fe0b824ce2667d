// The Docker backend keeps every promise of the port, also on hosts that can do less.
import { describe } from "@jest/globals";
import { describeLayers } from "../../../contracts/sandboxes/layers.ts";
import { describeChangesCarried } from "../../../contracts/sandboxes/patches.ts";
import { usePlace } from "../../../contracts/sandboxes/world.ts";
import { describeSandboxes } from "../../../contracts/sandboxes.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";

describeSandboxes("a Docker engine", () => realSandboxes());

describe("a Docker engine on a host without overlays and loop devices", () => {
  const open = usePlace(() => realSandboxes({ mountings: [{ tree: "copy", remap: false, disk: false }] }));
  describeChangesCarried(open);
  describeLayers(open);
});

describe("a Docker engine on a host whose kernel cannot remap owners", () => {
  describeLayers(
    usePlace(() => realSandboxes({ mountings: [{ tree: "overlay", remap: false, disk: false }] })),
  );
});
