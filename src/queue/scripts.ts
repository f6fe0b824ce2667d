// Lua scripts that Redis runs in one step: which job holds an issue, which follows, which may run.

/**
 * The state of an issue is one hash: `current` (the job that began and has not ended), `next` (the job behind it),
 * `fence` (counts takings, never goes back), `executions` of the current job, its `stop` order, `because` once it is
 * given up, and `untold` (a cancelled job that never began, until that is said). An id counts only while BullMQ still has its unfinished job, so that a half-done write heals by itself.
 */
const ISSUE = `
local state, jobs = KEYS[1], ARGV[1]
local function field(name) return redis.call("HGET", state, name) end
local function live(id)
  return id and redis.call("EXISTS", jobs .. id) == 1 and redis.call("HEXISTS", jobs .. id, "finishedOn") == 0
end
local function keep() redis.call("PEXPIRE", state, 30 * 24 * 3600 * 1000) end
`;

/** KEYS: issue, recent. ARGV: jobs, id, now, order or "", channel. Answers the replaced job, the current one, whether to wake. */
export const SUBMIT = `${ISSUE}
local id, now, order = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local day = 24 * 3600 * 1000
redis.call("ZREMRANGEBYSCORE", KEYS[2], "-inf", now - day)
redis.call("ZADD", KEYS[2], now, id)
redis.call("PEXPIRE", KEYS[2], day)
local replaced, current = field("next"), field("current")
redis.call("HSET", state, "next", id)
redis.call("HDEL", state, "untold")
keep()
if not live(current) then return { replaced or "", "", "wake" } end
if order ~= "" and redis.call("HSETNX", state, "stop", order) == 1 then
  redis.call("PUBLISH", ARGV[5], '{"runId":' .. cjson.encode(current) .. ',"order":' .. order .. "}")
end
return { replaced or "", order ~= "" and current or "", "" }
`;

/**
 * KEYS: issue. ARGV: jobs, order, channel. Answers the waiting and the current job, "" where there is none. A waiting job
 * that was cancelled before without a word about it counts as waiting.
 */
export const CANCEL = `${ISSUE}
local order, waiting, current = ARGV[2], field("next"), field("current")
redis.call("HDEL", state, "next")
if not live(waiting) then waiting = "" end
if not live(current) then
  if waiting ~= "" then redis.call("HSET", state, "untold", waiting) end
  return { field("untold") or "", "" }
end
redis.call("HDEL", state, "untold")
redis.call("HSET", state, "stop", order)
redis.call("PUBLISH", ARGV[3], '{"runId":' .. cjson.encode(current) .. ',"order":' .. order .. "}")
return { waiting, current }
`;

/** KEYS: issue. ARGV: jobs, id. */
export const TOLD = `${ISSUE}
if field("untold") == ARGV[2] then redis.call("HDEL", state, "untold") end
`;

/** KEYS: issue. ARGV: jobs. */
export const IS_RUNNING = `${ISSUE}
if live(field("current")) or live(field("next")) or field("untold") then return 1 end
return 0
`;

/**
 * KEYS: issue, slots of the repository. ARGV: jobs, id, most per repository. Claim and slot are one decision. A slot is
 * leased by BullMQ's own lock on the job that holds it, and is free again when that lock is.
 */
export const TAKE = `${ISSUE}
local id, most = ARGV[2], tonumber(ARGV[3])
local current = field("current")
if current ~= id then
  if field("next") ~= id then return { "gone" } end
  if live(current) then return { "behind" } end
end
for _, other in ipairs(redis.call("SMEMBERS", KEYS[2])) do
  if other == id or redis.call("EXISTS", jobs .. other .. ":lock") == 0 then redis.call("SREM", KEYS[2], other) end
end
if redis.call("SCARD", KEYS[2]) >= most then return { "full" } end
redis.call("SADD", KEYS[2], id)
redis.call("PEXPIRE", KEYS[2], 24 * 3600 * 1000)
if current ~= id then
  redis.call("HDEL", state, "next", "executions", "stop", "because")
  redis.call("HSET", state, "current", id)
end
local fence = redis.call("HINCRBY", state, "fence", 1)
local executions = redis.call("HINCRBY", state, "executions", 1)
keep()
return { "taken", fence, executions - 1, field("stop") or "", field("because") or "" }
`;

/** KEYS: issue. ARGV: jobs, id. Whether this job could be taken but for a slot. */
export const IS_DUE = `${ISSUE}
if field("next") == ARGV[2] and not live(field("current")) then return 1 end
return 0
`;

/** KEYS: issue. ARGV: jobs. The run that holds the issue, or "". */
export const HOLDER = `${ISSUE}
local current = field("current")
return live(current) and current or ""
`;

/** KEYS: issue, lock of the job. ARGV: jobs, fence, token. */
const HOLDS = `${ISSUE}
local function holds() return field("fence") == ARGV[2] and redis.call("GET", KEYS[2]) == ARGV[3] end
`;

export const DOES_HOLD = `${HOLDS}
if holds() then return 1 end
return 0
`;

/** ARGV also: because. */
export const GIVE_UP = `${HOLDS}
if not holds() then return 0 end
redis.call("HSET", state, "because", ARGV[4])
return 1
`;

/** KEYS also: slots. ARGV also: id. Answers the job that follows, or "". */
export const END = `${HOLDS}
if not holds() then return "" end
redis.call("HDEL", state, "current", "executions", "stop", "because")
redis.call("SREM", KEYS[3], ARGV[4])
local following = field("next")
return live(following) and following or ""
`;

/** KEYS: issue. ARGV: jobs, id. The stop order for a job, or "". */
export const STOP_ORDER = `${ISSUE}
return field("current") == ARGV[2] and field("stop") or ""
`;
