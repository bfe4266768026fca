-- Hands a lock on from a run that has ended, or from a request that made none. Its owner may let go
-- at this very moment, and an ended run's last beat may have put another of its tokens there.
-- KEYS[1] the lock   ARGV[1] the owner's processId   ARGV[2] its newest attempt
-- ARGV[3] our token   ARGV[4] seconds to live
-- Answers whether it is ours now.
local holder = redis.pcall('GET', KEYS[1])
if type(holder) == 'table' then
  -- A key of another type is a stranger's.
  return string.find(holder.err, 'WRONGTYPE', 1, true) and 0 or holder
end
if holder then
  local processId, attempt = string.match(holder, '^(%x+)|(%d+)|')
  if processId ~= ARGV[1] or tonumber(attempt) > tonumber(ARGV[2]) then
    return 0
  end
end
redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4])
return 1
