// Lua scripts that Redis runs in one step: an event with all that it changes, and the end of a pull request.

/** Over KEYS issue and `to`. Puts the issue into a lane, where it keeps its place if it is there. */
const MOVE = `
local function field(name) return redis.call("HGET", issue, name) or nil end
local function put(lane, score, again)
  local was = field("lane")
  if was == lane and not again then return end
  for _, of in ipairs({ "", ":" .. to.identity }) do
    if was then redis.call("ZREM", to.lanesAt .. was .. of, to.key) end
    redis.call("ZADD", to.lanesAt .. lane .. of, score, to.key)
    redis.call("PEXPIRE", to.lanesAt .. lane .. of, to.longMs)
  end
  redis.call("HSET", issue, "lane", lane, "since", score)
end
`;

/**
 * KEYS: events, feed, run, issue, runsOf, repositories. ARGV: event, the rest as JSON (see `append` in write.ts).
 * Only the newest run of an issue speaks for it. A run that ends twice is counted once.
 */
export const APPEND = `
local to, issue = cjson.decode(ARGV[2]), KEYS[4]
${MOVE}
redis.call("XADD", KEYS[1], "MAXLEN", to.eventsPerRun, "*", "event", ARGV[1])
redis.call("XADD", KEYS[2], "MAXLEN", "~", to.eventsInFeed, "*", "event", ARGV[1])
redis.call("HSETNX", KEYS[3], "issue", to.issue)
if redis.call("HSETNX", KEYS[3], "startedAt", to.at) == 1 then
  redis.call("ZADD", KEYS[5], "NX", to.atMs, to.runId)
  redis.call("ZADD", KEYS[6], to.atMs, to.repository)
end
if #to.run > 0 then redis.call("HSET", KEYS[3], unpack(to.run)) end
if to.conflicts > 0 then redis.call("HINCRBY", KEYS[3], "conflicts", to.conflicts) end
redis.call("ZREMRANGEBYSCORE", KEYS[5], "-inf", to.atMs - to.keptMs)
redis.call("ZREMRANGEBYRANK", KEYS[5], 0, -to.mostRuns - 1)
if to.begins or not field("run") then
  if field("run") ~= to.runId then put("running", to.atMs, true) end
  redis.call("HSET", issue, "run", to.runId, "issue", to.issue)
end
if field("run") == to.runId then
  if #to.onIssue > 0 then redis.call("HSET", issue, unpack(to.onIssue)) end
  if to.rounds > 0 then redis.call("HINCRBY", issue, "rounds", to.rounds) end
  local move = to.move
  if move == "rest" then move = field("pull") and "in-review" or "done" end
  if move ~= "" then put(move, move == "in-review" and field("pullAt") or to.atMs) end
end
if to.sums and redis.call("HSETNX", KEYS[3], "summed", 1) == 1 then
  for _, each in ipairs(to.sums.added) do redis.call("HINCRBYFLOAT", to.sums.key, each[1], each[2]) end
  local cohort = { key = to.sums.key, merged = to.sums.cohort.merged }
  if redis.call("HSETNX", issue, "cohort", cjson.encode(cohort)) == 1 then
    redis.call("HINCRBYFLOAT", to.sums.key, to.sums.cohort.issues, 1)
  end
  if type(to.sums.opening) == "table" then
    redis.call("HDEL", issue, "landed", "refused")
    redis.call("HSET", issue, "opening", cjson.encode({ key = to.sums.key, fields = to.sums.opening }))
  end
  redis.call("HINCRBYFLOAT", issue, "usd", to.usd)
  redis.call("HSET", to.sums.key, to.written, to.write)
  redis.call("PEXPIRE", to.sums.key, to.longMs)
end
for _, at in ipairs({ 1, 2, 3, 5 }) do redis.call("PEXPIRE", KEYS[at], to.keptMs) end
for _, at in ipairs({ 4, 6 }) do redis.call("PEXPIRE", KEYS[at], to.longMs) end
`;

/** KEYS: issue. ARGV: what is known of it as JSON. Nothing happens where no run of the issue is known. A merge counts once. */
export const PULL_ENDED = `
local to, issue = cjson.decode(ARGV[1]), KEYS[1]
${MOVE}
if not field("lane") then return end
local opening = field("opening") and cjson.decode(field("opening"))
local function grow(name, by)
  if not opening then return end
  local fields = opening.fields[name]
  if type(fields) == "string" then fields = { fields } end
  for _, each in ipairs(fields) do redis.call("HINCRBYFLOAT", opening.key, each, by) end
  redis.call("HSET", opening.key, to.written, to.write)
end
if redis.call("HDEL", issue, "refused") == 1 then grow("refused", -1) end
if to.ending == "reopened" then
  local last = field("lastPull")
  if last then redis.call("HSET", issue, "pull", last) end
  if field("lane") == "done" then put("in-review", field("pullAt") or to.atMs) end
  return
end
redis.call("HDEL", issue, "pull")
redis.call("HSET", issue, "lastPull", to.pull)
if field("lane") ~= "running" then put("done", to.atMs) end
if to.ending ~= "merged" then
  if not field("landed") and redis.call("HSETNX", issue, "refused", to.pull) == 1 then grow("refused", 1) end
  return
end
redis.call("HSET", issue, "merged", to.pull)
if redis.call("HSETNX", issue, "landed", to.pull) == 1 then
  local rounds = tonumber(field("rounds") or "0")
  grow("merged", 1)
  grow("rounds", rounds)
  if rounds == 0 then grow("accepted", 1) end
  if type(to.lines) == "table" then
    grow("compared", 1)
    grow("ours", to.lines.ours)
    grow("changed", to.lines.changed)
  end
end
local cohort = field("cohort") and cjson.decode(field("cohort"))
if cohort and redis.call("HSETNX", issue, "counted", to.pull) == 1 then
  redis.call("HINCRBYFLOAT", cohort.key, cohort.merged, 1)
  redis.call("HSET", cohort.key, to.written, to.write)
end
`;
