// Lua scripts that Redis runs in one step: which job holds an issue, which follows, which may run.
import { HEARD, ISSUE, PLACES } from "./lua.ts";

/**
 * KEYS: issue, recent, heard, waiting, waitingOf. ARGV: jobs, id, now, order or "", channel, the occasion (name, asked, by
 * a sweep), admitted, digest, repository, "1" where it gives way to any other job, "1" where a bot asked for it. Answers the replaced job, the current one,
 * and `wake`, ``, or, where nothing was done, `heard` or `gave-way`.
 */
export const SUBMIT = `${ISSUE}${HEARD}${PLACES}
local id, now, order = ARGV[2], tonumber(ARGV[3]), ARGV[4]
if isHeard(KEYS[3], ARGV[6], ARGV[7], ARGV[8]) then return { "", "", "heard" } end
if ARGV[12] == "1" and (live(field("next")) or live(field("current"))) then return { "", "", "gave-way" } end
hear(KEYS[3], now, ARGV[6], ARGV[7], ARGV[8])
redis.call("HSET", state, "admitted", ARGV[9])
if ARGV[10] ~= "" then redis.call("HSET", state, "digest", ARGV[10]) end
local day = 24 * 3600 * 1000
redis.call("ZREMRANGEBYSCORE", KEYS[2], "-inf", now - day)
redis.call("ZADD", KEYS[2], now, (ARGV[13] == "1" and "bot " or "") .. id)
redis.call("PEXPIRE", KEYS[2], day)
local replaced, current = field("next"), field("current")
redis.call("HSET", state, "next", id)
redis.call("HDEL", state, "untold")
waitsNoMore(KEYS[4], KEYS[5], replaced)
waits(KEYS[4], KEYS[5], id, now, ARGV[11])
keep()
if not live(current) then return { replaced or "", "", "wake" } end
if order ~= "" and redis.call("HSETNX", state, "stop", order) == 1 then
  redis.call("PUBLISH", ARGV[5], '{"runId":' .. cjson.encode(current) .. ',"order":' .. order .. "}")
end
return { replaced or "", order ~= "" and current or "", "" }
`;

/**
 * KEYS: issue, waiting, waitingOf. ARGV: jobs, order, channel. Answers the waiting and the current job, "" where there is none,
 * and `said` where the issue says that the waiting one waits. A waiting job
 * that was cancelled before without a word about it counts as waiting.
 */
export const CANCEL = `${ISSUE}${PLACES}
local order, waiting, current = ARGV[2], field("next"), field("current")
redis.call("HDEL", state, "next")
waitsNoMore(KEYS[2], KEYS[3], waiting)
if not live(waiting) then waiting = "" end
if not live(current) then
  if waiting ~= "" then redis.call("HSET", state, "untold", waiting) end
  local untold = field("untold") or ""
  return { untold, "", (untold ~= "" and field("said") == untold) and "said" or "" }
end
redis.call("HDEL", state, "untold")
redis.call("HSET", state, "stop", order)
redis.call("PUBLISH", ARGV[3], '{"runId":' .. cjson.encode(current) .. ',"order":' .. order .. "}")
return { waiting, current, "" }
`;

/** KEYS: issue. ARGV: jobs, id. */
export const TOLD = `${ISSUE}
if field("untold") == ARGV[2] then redis.call("HDEL", state, "untold") end
`;

/** KEYS: issue. ARGV: jobs. */
export const STATE_OF = `${ISSUE}
if live(field("current")) then return "active" end
if live(field("next")) or field("untold") then return "waiting" end
return "none"
`;

/**
 * KEYS: issue, places, waiting, waitingOf. ARGV: jobs, id, repository, most per repository. Claim and place are one
 * decision. A repository gives way while another one waits that has fewer runs at work.
 */
export const TAKE = `${ISSUE}${PLACES}
local id, repository, most = ARGV[2], ARGV[3], tonumber(ARGV[4])
local current = field("current")
if current ~= id then
  if field("next") ~= id then
    waitsNoMore(KEYS[3], KEYS[4], id)
    return { "gone" }
  end
  if live(current) then return { "behind" } end
  if redis.call("EXISTS", state .. ":saying") == 1 then return { "spoken-of" } end
end
local counts = counted(KEYS[2], id)
local mine = counts[repository] or 0
if mine >= most then return { "full" } end
if mine > 0 and current ~= id then
  for _, other in ipairs(redis.call("ZRANGE", KEYS[3], 0, -1)) do
    local of = redis.call("HGET", KEYS[4], other)
    if not live(other) or not of then
      waitsNoMore(KEYS[3], KEYS[4], other)
    else
      local about = cjson.decode(of)
      local isFree = not live(redis.call("HGET", about.state, "current"))
      if isFree and (counts[about.repository] or 0) < mine then return { "unfair" } end
    end
  end
end
redis.call("HSET", KEYS[2], id, repository)
redis.call("PEXPIRE", KEYS[2], 24 * 3600 * 1000)
waitsNoMore(KEYS[3], KEYS[4], id)
if current ~= id then
  redis.call("HDEL", state, "next", "executions", "stop", "because", "survived", "said")
  redis.call("HSET", state, "current", id)
end
local fence = redis.call("HINCRBY", state, "fence", 1)
local executions = redis.call("HINCRBY", state, "executions", 1)
keep()
return { "taken", fence, executions - 1, field("stop") or "", field("because") or "", tonumber(field("survived") or "0") }
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

/** Over HOLDS. The deaths of workers up to now count no more. */
const SURVIVES = `
local function survives(id) redis.call("HSET", state, "survived", redis.call("HGET", jobs .. id, "stc") or "0") end
`;

/** ARGV also: id, because. Deaths count anew from the first time: then it is the words about it that kill. */
export const GIVE_UP = `${HOLDS}${SURVIVES}
if not holds() then return 0 end
if redis.call("HSETNX", state, "because", ARGV[5]) == 1 then survives(ARGV[4]) end
return 1
`;

/** ARGV also: id. */
export const PROGRESSED = `${HOLDS}${SURVIVES}
if not holds() then return 0 end
survives(ARGV[4])
return 1
`;

/** KEYS also: places. ARGV also: id. Answers whether it ended, and the job that follows, or "". */
export const END = `${HOLDS}
if not holds() then return { 0, "" } end
redis.call("HDEL", state, "current", "executions", "stop", "because", "survived")
redis.call("HDEL", KEYS[3], ARGV[4])
local following = field("next")
return { 1, live(following) and following or "" }
`;

/** KEYS: issue. ARGV: jobs, id. The stop order for a job, or "". */
export const STOP_ORDER = `${ISSUE}
return field("current") == ARGV[2] and field("stop") or ""
`;
