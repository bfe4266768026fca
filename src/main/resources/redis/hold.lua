-- Keeps a lock for its owner.
-- KEYS[1] the lock   ARGV[1] our token   ARGV[2] seconds to live   ARGV[3] our processId   ARGV[4] our attempt
local holder = redis.pcall('GET', KEYS[1])
if type(holder) == 'table' then
  -- A key of another type is a stranger's.
  return string.find(holder.err, 'WRONGTYPE', 1, true) and 'STRANGER' or holder
end
if holder == ARGV[1] then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
  return 'RENEWED'
end
if not holder then
  redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2])
  return 'RESTORED'
end
-- An earlier attempt of the same run has been fenced out by the database already.
local processId, attempt = string.match(holder, '^(%x+)|(%d+)|')
if processId == ARGV[3] and tonumber(attempt) < tonumber(ARGV[4]) then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 'TAKEN'
end
return 'STRANGER'
