-- Deletes a lock's key that is none of ours, if it is still what was seen.
-- KEYS[1] the lock   ARGV[1] the type that was seen   ARGV[2] the stamp that was seen, empty if it has none
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= ARGV[1] or (kind == 'string' and redis.sha1hex(redis.call('GET', KEYS[1])) ~= ARGV[2]) then
  return 0
end
return redis.call('DEL', KEYS[1])
