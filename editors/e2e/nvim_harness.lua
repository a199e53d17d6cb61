-- Checks that wait for a condition, one line of output for each.
local M = { failures = 0 }

local deadline = 15000 -- milliseconds

--- Waits until a condition gives something, and gives it.
---@param what string
---@param condition fun(): any
---@param seen? fun(): any what to tell when it never does
function M.wait(what, condition, seen)
  local value
  local function holds()
    value = condition()
    return value ~= nil and value ~= false
  end
  if not vim.wait(deadline, holds, 5) then
    error(('expected %s, saw %s'):format(what, seen and vim.inspect(seen()) or 'nothing of it'), 0)
  end
  return value
end

function M.equal(expected, seen)
  if not vim.deep_equal(expected, seen) then
    error(('expected %s, saw %s'):format(vim.inspect(expected), vim.inspect(seen)), 0)
  end
end

function M.contains(text, part)
  if not text:find(part, 1, true) then
    error(('expected "%s" in: %s'):format(part, text), 0)
  end
end

function M.lacks(text, part)
  if text:find(part, 1, true) then
    error(('expected no "%s" in: %s'):format(part, text), 0)
  end
end

---@param name string
---@param run fun()
function M.check(name, run)
  local start = vim.uv.hrtime()
  local ok, why = xpcall(run, function(err)
    return type(err) == 'string' and err:find('^expected') and err or debug.traceback(err)
  end)
  if ok then
    io.stdout:write(('ok %s (%d ms)\n'):format(name, (vim.uv.hrtime() - start) / 1e6))
  else
    M.failures = M.failures + 1
    io.stdout:write(('FAILED %s: %s\n'):format(name, (why:gsub('\n', ' '))))
  end
  io.stdout:flush()
end

return M
