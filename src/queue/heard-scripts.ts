// Lua scripts over what was taken in of an issue.
import { HEARD, ISSUE } from "./lua.ts";

/** KEYS: issue, heard. ARGV: jobs, name, asked, by a sweep. */
export const IS_HEARD = `${ISSUE}${HEARD}
return isHeard(KEYS[2], ARGV[2], ARGV[3], ARGV[4]) and 1 or 0
`;

/** KEYS: issue, heard. ARGV: jobs, now, name, asked, by a sweep. */
export const HEAR = `${ISSUE}${HEARD}
hear(KEYS[2], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5])
`;

/** KEYS: issue, heard. ARGV: jobs. Answers whether a job is there, whether one is lost, the newest request and job, all names heard. */
export const RECALL = `${ISSUE}
local current, next = field("current"), field("next")
local lives = live(current) or live(next)
return {
  lives and 1 or 0, (current and not lives) and 1 or 0,
  field("asked") or "", field("admitted") or "", field("digest") or "", redis.call("ZRANGE", KEYS[2], 0, -1),
}
`;
