// An outbox for tests whose announcers do not fail: it keeps nothing.
import type { IntakeDeps } from "../../../src/intake.ts";

export const emptyOutbox: IntakeDeps["outbox"] = { keeping: (_installationId, announcers) => announcers };
