-- Hands a lock on from a run that has ended. The run may let go at this very moment, and its last
-- beat may have put another of its tokens there.
-- KEYS[1] the lock   ARGV[1] the ended run's processId   ARGV[2] our token   ARGV[3] seconds to live
-- Answers who has it now.
local holder = redis.call('GET', KEYS[1])
if not holder or string.match(holder, '^(%x+)|%d+|') == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  return ARGV[2]
end
return holder
