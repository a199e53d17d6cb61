-- Restarting the servers, with the configuration as it is by then.
local client = require('trainlsp.client')

local patience = 2000 -- milliseconds until a server that does not stop is ended by force
local interval = 20

---@param servers vim.lsp.Client[]
local function gone(servers)
  return vim.iter(servers):all(function(server)
    return vim.lsp.get_client_by_id(server.id) == nil
  end)
end

--- Starts the servers anew once they are gone; nothing waits meanwhile.
---@param servers vim.lsp.Client[]
---@param waited integer milliseconds
local function start_after(servers, waited)
  if gone(servers) then
    vim.lsp.enable('trainlsp')
    if vim.fn.has('nvim-0.12') == 0 then
      vim.cmd('doautoall nvim.lsp.enable FileType') -- the first 0.11 leave open buffers alone
    end
    return
  end
  if waited == patience then
    for _, server in ipairs(servers) do
      server:stop(true)
    end
  end
  vim.defer_fn(function()
    start_after(servers, waited + interval)
  end, interval)
end

return function()
  local servers = client.all()
  for _, server in ipairs(servers) do
    server:stop()
  end
  start_after(servers, 0)
  client.notify(#servers > 0 and 'restarting' or 'starting')
end
