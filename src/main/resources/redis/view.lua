-- Says who has a lock, and for how many milliseconds yet; nothing if it is free.
-- KEYS[1] the lock
local holder = redis.call('GET', KEYS[1])
if not holder then
  return {}
end
return {holder, redis.call('PTTL', KEYS[1])}
