-- Hands a lock on from a holder whose run has ended, and which may let go at this very moment.
-- KEYS[1] the lock   ARGV[1] the ended holder's token   ARGV[2] our token   ARGV[3] seconds to live
local holder = redis.call('GET', KEYS[1])
if not holder or holder == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  return 1
end
return 0
