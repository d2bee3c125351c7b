-- Databases beside live ones. Each bears a mark, a hash that says which live database it is for,
-- whether it is to come or was before, of which run, and until when it is kept. A script is done
-- altogether or not at all, and doing it again changes nothing more.
local verb, run, time = ARGV[1], ARGV[2], ARGV[3]
local mark = 'backstay:beside'
local fields = {'state', 'live', 'run', 'until', 'functions', 'before'}

local marked, databases = {}, 0
while not redis.pcall('SELECT', databases).err do
  if redis.call('TYPE', mark).ok == 'hash' then
    local values = redis.call('HMGET', mark, unpack(fields))
    local one = {database = databases}
    for i, field in ipairs(fields) do one[field] = values[i] or nil end
    marked[#marked + 1] = one
  end
  databases = databases + 1
end

local function each(state, wanted, act)
  local done = {}
  for _, one in ipairs(marked) do
    if one.state == state and wanted(one) then
      act(one)
      done[#done + 1] = 'db' .. one.database
    end
  end
  return table.concat(done, ' ')
end

local function ours(one) return one.run == run end

local function flush(one)
  redis.call('SELECT', one.database)
  redis.call('FLUSHDB', 'ASYNC')
end

local function swap(one)
  redis.call('SWAPDB', one.live, one.database)
  redis.call('SELECT', one.live)
  redis.call('DEL', mark)
  redis.call('SELECT', one.database)
  redis.call('HSET', mark, 'state', 'previous', 'live', one.live, 'run', run, 'until', time)
  if one.before then redis.call('HSET', mark, 'before', one.before) end
end

local function back(one)
  redis.call('SWAPDB', one.live, one.database)
  redis.call('SELECT', one.live)
  redis.call('DEL', mark)
  flush(one)
end

if verb == 'swap' then return each('incoming', ours, swap) end
if verb == 'back' then return each('previous', ours, back) end
if verb == 'drop' then return each('incoming', ours, flush) end
if verb == 'expire' then
  local function over(one) return not ours(one) and tonumber(one['until']) < tonumber(time) end
  return each('previous', over, flush)
end

local all = {tostring(databases)}
for _, one in ipairs(marked) do
  local what = one.functions and 'functions' or one.before and 'before' or '-'
  all[#all + 1] = table.concat({one.database, one.state, one.live, one.run, what}, ' ')
end
return table.concat(all, ';')
