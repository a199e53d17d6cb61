-- The running servers, and how they are asked.
local M = {}

--- Tells the user something in one line.
---@param text string
---@param level? integer one of vim.log.levels; INFO unless given
function M.notify(text, level)
  vim.notify('trainlsp: ' .. text, level or vim.log.levels.INFO)
end

--- All servers that run; one for each root.
---@return vim.lsp.Client[]
function M.all()
  return vim.lsp.get_clients({ name = 'trainlsp' })
end

--- The server that a buffer is attached to.
---@param bufnr integer
---@return vim.lsp.Client?
function M.of(bufnr)
  return vim.lsp.get_clients({ name = 'trainlsp', bufnr = bufnr })[1]
end

--- A server that was told to end answers no more.
---@param client vim.lsp.Client
function M.leaves(client)
  return vim.v.exiting ~= vim.NIL or client:is_stopped()
end

---@param client vim.lsp.Client
---@param command string
function M.knows(client, command)
  local provider = client.server_capabilities and client.server_capabilities.executeCommandProvider
  return provider ~= nil and vim.list_contains(provider.commands or {}, command)
end

--- Asks a server for the result of one of its commands. What goes wrong is told to the user.
---@param client vim.lsp.Client
---@param command string without `trainlsp.`
---@param argument? string
---@param on_result fun(result: any)
function M.ask(client, command, argument, on_result)
  command = 'trainlsp.' .. command
  if not M.knows(client, command) then
    M.notify(('the server has no command %s: install a newer trainlsp'):format(command), vim.log.levels.ERROR)
    return
  end
  local params = { command = command, arguments = { argument } }
  client:request('workspace/executeCommand', params, function(err, result)
    if err then
      M.notify(err.message, vim.log.levels.ERROR)
    else
      on_result(result)
    end
  end)
end

local rules = {} ---@type table<integer, trainlsp.Rule[]> by client

---@class trainlsp.Rule
---@field name string
---@field severity string
---@field summary string
---@field fixable boolean

--- The server's rules. They are asked for once, and waited for at most a second: completion cannot come later.
---@param client vim.lsp.Client
---@return trainlsp.Rule[]
function M.rules(client)
  if not rules[client.id] and M.knows(client, 'trainlsp.listRules') then
    local answer = client:request_sync('workspace/executeCommand', { command = 'trainlsp.listRules' }, 1000)
    rules[client.id] = answer and answer.result
  end
  return rules[client.id] or {}
end

return M
