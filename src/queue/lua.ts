// Parts of the Lua scripts: the state of an issue, what was taken in of it, and the places of runs.

/**
 * The state of an issue is one hash: `current` (the job that began and has not ended), `next` (the job behind it),
 * `fence` (counts takings, never goes back), `executions` of the current job, its `stop` order, `survived` (how often
 * its workers had died when it last got on), `because` once it is given up, `untold` (a cancelled job that never began, until that is
 * said), `said` (the job of which the issue says that it waits; a lease beside the hash while that is being written); of what was taken in, `asked` and
 * `askedBySweep` (when the newest request for a fresh run was made), `admitted` and `digest` (of the newest job). An id
 * counts only while BullMQ still has its unfinished job, so that a half-done write heals by itself.
 */
export const ISSUE = `
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
export const HEARD = `
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

/**
 * Over ISSUE. `places`: a hash of the runs at work with the repository of each; a place is leased by BullMQ's own lock on
 * the job, and is free again when that lock is. `waiting`: the jobs that have not begun, by when they were submitted, and
 * `waitingOf` with the repository and the state of the issue of each.
 */
export const PLACES = `
local function counted(places, but)
  local counts, all = {}, redis.call("HGETALL", places)
  for i = 1, #all, 2 do
    local id, repository = all[i], all[i + 1]
    if id == but or redis.call("EXISTS", jobs .. id .. ":lock") == 0 then redis.call("HDEL", places, id)
    else counts[repository] = (counts[repository] or 0) + 1 end
  end
  return counts
end
local function waits(waiting, waitingOf, id, now, repository)
  redis.call("ZADD", waiting, now, id)
  redis.call("HSET", waitingOf, id, cjson.encode({ repository = repository, state = state }))
  for _, key in ipairs({ waiting, waitingOf }) do redis.call("PEXPIRE", key, 30 * 24 * 3600 * 1000) end
end
local function waitsNoMore(waiting, waitingOf, id)
  if not id or id == "" then return end
  redis.call("ZREM", waiting, id)
  redis.call("HDEL", waitingOf, id)
end
`;
