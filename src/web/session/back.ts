// Where a browser goes afterwards: a path of ours, so that nobody is led elsewhere.
import { z } from "zod";

/** Where GitHub sends people back to who sign in. Its whole address stands in the App's settings. */
export const SIGNED_IN_PATH = "/signed-in";

/** Two slashes, or a slash and a backslash, would name another host. */
export const OwnPath = z.string().regex(/^\/(?![/\\])[\w/.%?=&-]*$/);
