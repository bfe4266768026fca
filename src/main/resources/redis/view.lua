-- Says what a lock's key holds: its type, its value if that may be a token, a stamp of it, and for how
-- many milliseconds it lives yet, below 0 for ever; nothing if there is no key.
-- KEYS[1] the lock
local holder = redis.pcall('GET', KEYS[1])
if not holder then
  return {}
end
local life = redis.call('PTTL', KEYS[1])
if type(holder) == 'table' then
  if not string.find(holder.err, 'WRONGTYPE', 1, true) then
    return holder
  end
  return {redis.call('TYPE', KEYS[1]).ok, '', '', life}
end
return {'string', #holder <= 64 and holder or '', redis.sha1hex(holder), life}
