-- Deletes a lock if its owner, or an earlier attempt of the owner's run, still has it.
-- KEYS[1] the lock   ARGV[1] our token   ARGV[2] our processId   ARGV[3] our attempt
local holder = redis.pcall('GET', KEYS[1])
if type(holder) == 'table' then
  -- A key of another type is a stranger's.
  return string.find(holder.err, 'WRONGTYPE', 1, true) and 0 or holder
end
if not holder then
  return 0
end
if holder == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
local processId, attempt = string.match(holder, '^(%x+)|(%d+)|')
if processId == ARGV[2] and tonumber(attempt) < tonumber(ARGV[3]) then
  return redis.call('DEL', KEYS[1])
end
return 0
