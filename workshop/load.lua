-- Twenty readers without a pause, for wrk: asks a desk for the pages that the file "paths" lists, one a line, in random order.
--
--   wrk -t2 -c20 -d30s -s workshop/load.lua http://127.0.0.1:7296 -- paths
--
-- Prints the percentiles that docs/scale.md gives, and how many answers were no page.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("seed", #threads)
end

function init(args)
  math.randomseed(seed)
  paths, wrong = {}, 0
  for line in io.lines(args[1]) do
    table.insert(paths, line)
  end
end

function request()
  return wrk.format("GET", paths[math.random(#paths)])
end

function response(status)
  if status ~= 200 then
    wrong = wrong + 1
  end
end

function done(summary, latency)
  local bad = 0
  for _, thread in ipairs(threads) do
    bad = bad + thread:get("wrong")
  end
  for _, percent in ipairs({ 50, 90, 95, 99 }) do
    print(string.format("p%d %.1f ms", percent, latency:percentile(percent) / 1000))
  end
  print(string.format("max %.1f ms, %d answers, %d no page", latency.max / 1000, summary.requests, bad))
end
