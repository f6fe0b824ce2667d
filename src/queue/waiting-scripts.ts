// Lua scripts over the jobs that wait for a place.
import { ISSUE } from "./lua.ts";

/** KEYS: places, waiting, waitingOf. ARGV: jobs. Answers repositories with how many runs of each, and the free waiting jobs. */
export const STANDING = `
local jobs = ARGV[1]
local function live(id)
  return id and redis.call("EXISTS", jobs .. id) == 1 and redis.call("HEXISTS", jobs .. id, "finishedOn") == 0
end
local running, all = {}, redis.call("HGETALL", KEYS[1])
for i = 1, #all, 2 do
  if redis.call("EXISTS", jobs .. all[i] .. ":lock") == 1 then running[#running + 1] = all[i + 1] end
end
local waiting = {}
local rows = redis.call("ZRANGE", KEYS[2], 0, -1, "WITHSCORES")
for i = 1, #rows, 2 do
  local of = redis.call("HGET", KEYS[3], rows[i])
  if of and live(rows[i]) then
    local about = cjson.decode(of)
    local current = redis.call("HGET", about.state, "current")
    local said = redis.call("HGET", about.state, "said") == rows[i] and "1" or ""
    waiting[#waiting + 1] = { rows[i], about.repository, rows[i + 1], live(current) and "1" or "", said }
  end
end
return { running, waiting }
`;

/** KEYS: issue. ARGV: jobs, id, token, whether also again. Whether this process may now say of a job that it waits. It begins only afterwards. */
export const SAY_WAITS = `${ISSUE}
local id = ARGV[2]
if field("next") ~= id or not live(id) or live(field("current")) then return 0 end
if field("said") == id and ARGV[4] == "" then return 0 end
if not redis.call("SET", state .. ":saying", ARGV[3], "NX", "PX", 15000) then return 0 end
redis.call("HSET", state, "said", id)
return 1
`;

/** KEYS: issue. ARGV: jobs, id, token, whether it is said now. Answers whether the job may begin by now. */
export const SAID_WAITS = `${ISSUE}
if redis.call("GET", state .. ":saying") ~= ARGV[3] then return 0 end
redis.call("DEL", state .. ":saying")
if ARGV[4] == "" and field("said") == ARGV[2] then redis.call("HDEL", state, "said") end
return 1
`;

/** KEYS: issue. ARGV: jobs, token. */
export const MAY_SAY = `${ISSUE}
return redis.call("GET", state .. ":saying") == ARGV[2] and 1 or 0
`;
