// Lua scripts that Redis runs in one step: which job holds an issue, which follows, which may run.

/**
 * The state of an issue is one hash: `current` (the job that began and has not ended), `next` (the job behind it),
 * `fence` (counts takings, never goes back), `executions` of the current job, its `stop` order, `because` once it is
 * given up, `untold` (a cancelled job that never began, until that is said); of what was taken in, `asked` and
 * `askedBySweep` (when the newest request for a fresh run was made), `admitted` and `digest` (of the newest job). An id
 * counts only while BullMQ still has its unfinished job, so that a half-done write heals by itself.
 */
const ISSUE = `
local state, jobs = KEYS[1], ARGV[1]
local function field(name) return redis.call("HGET", state, name) end
local function live(id)
  return id and redis.call("EXISTS", jobs .. id) == 1 and redis.call("HEXISTS", jobs .. id, "finishedOn") == 0
end
local function keep() redis.call("PEXPIRE", state, 30 * 24 * 3600 * 1000) end
`;

/**
 * Over ISSUE. An occasion is `name` (a member of the set `heard`) or, for a request for a fresh run, the moment `asked` of
 * it. A webhook is late only behind a sweep: people may ask twice within GitHub's second, and each webhook comes once.
 */
const HEARD = `
local slackMs = 5000
local function isHeard(heard, name, asked, bySweep)
  if name ~= "" then return redis.call("ZSCORE", heard, name) and true or false end
  if asked == "" then return false end
  local newest = tonumber(field(bySweep == "1" and "asked" or "askedBySweep") or "")
  return newest ~= nil and tonumber(asked) <= newest + slackMs
end
local function newer(name, at)
  local known = tonumber(field(name) or "")
  if known == nil or known < tonumber(at) then redis.call("HSET", state, name, at) end
end
local function hear(heard, now, name, asked, bySweep)
  local month = 30 * 24 * 3600 * 1000
  if name ~= "" then
    redis.call("ZREMRANGEBYSCORE", heard, "-inf", now - month)
    redis.call("ZADD", heard, now, name)
    redis.call("PEXPIRE", heard, month)
  elseif asked ~= "" then
    newer("asked", asked)
    if bySweep == "1" then newer("askedBySweep", asked) end
  end
  keep()
end
`;

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

/**
 * KEYS: issue, recent, heard. ARGV: jobs, id, now, order or "", channel, the occasion (name, asked, by a sweep), admitted,
 * digest. Answers the replaced job, the current one, and `wake`, `` or `heard`: then nothing was done.
 */
export const SUBMIT = `${ISSUE}${HEARD}
local id, now, order = ARGV[2], tonumber(ARGV[3]), ARGV[4]
if isHeard(KEYS[3], ARGV[6], ARGV[7], ARGV[8]) then return { "", "", "heard" } end
hear(KEYS[3], now, ARGV[6], ARGV[7], ARGV[8])
redis.call("HSET", state, "admitted", ARGV[9])
if ARGV[10] ~= "" then redis.call("HSET", state, "digest", ARGV[10]) end
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
