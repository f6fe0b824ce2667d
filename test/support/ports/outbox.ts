// An outbox for tests whose announcers do not fail: it keeps nothing.
import { announcersOver } from "../../../src/announcers/index.ts";
import type { IntakeDeps } from "../../../src/intake/intake.ts";

export const emptyOutbox: IntakeDeps["outbox"] = {
  keeping: (_installationId, github) => ({ github, announcers: announcersOver({ github }) }),
};
