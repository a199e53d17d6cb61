-- The texts of the statusline. They are kept for each buffer, and asked for anew after each event that can change them.
local client = require('trainlsp.client')

local M = {}

local delay = 150 -- milliseconds: a burst of events makes one request

local texts = {} ---@type table<integer, string>
local due = {} ---@type table<integer, boolean>
local asked = {} ---@type table<integer, integer> the number of the last request; older answers come too late
local watching = false

---@param bufnr integer
---@param text? string
local function set(bufnr, text)
  if texts[bufnr] == text then
    return
  end
  texts[bufnr] = text
  vim.cmd.redrawstatus({ bang = true })
  vim.api.nvim_exec_autocmds('User', { pattern = 'TrainlspStatus', modeline = false })
end

---@param bufnr integer
local function ask(bufnr)
  local server = client.of(bufnr)
  if not server or client.leaves(server) or not client.knows(server, 'trainlsp.status') then
    set(bufnr, nil)
    return
  end
  asked[bufnr] = (asked[bufnr] or 0) + 1
  local number = asked[bufnr]
  local params = { command = 'trainlsp.status', arguments = { vim.uri_from_bufnr(bufnr) } }
  server:request('workspace/executeCommand', params, function(err, result)
    if not err and number == asked[bufnr] and client.of(bufnr) then
      set(bufnr, type(result) == 'table' and result.text or nil)
    end
  end)
end

---@param bufnr integer
local function renew(bufnr)
  if due[bufnr] then
    return
  end
  due[bufnr] = true
  vim.defer_fn(function()
    due[bufnr] = nil
    if vim.api.nvim_buf_is_valid(bufnr) then
      ask(bufnr)
    else
      texts[bufnr], asked[bufnr] = nil, nil
    end
  end, delay)
end

local function watch()
  watching = true
  local group = vim.api.nvim_create_augroup('trainlsp.status', {})
  vim.api.nvim_create_autocmd({ 'LspAttach', 'LspDetach', 'DiagnosticChanged' }, {
    group = group,
    callback = function(event)
      renew(event.buf)
    end,
  })
  vim.api.nvim_create_autocmd('LspNotify', {
    group = group,
    callback = function(event)
      local document = vim.tbl_get(event.data, 'params', 'textDocument', 'uri')
      if document then
        renew(vim.uri_to_bufnr(document))
      end
    end,
  })
end

---@param bufnr integer
---@return string
function M.text(bufnr)
  if not watching then
    watch()
  end
  if not texts[bufnr] and not asked[bufnr] then
    renew(bufnr) -- it was attached before anybody looked
  end
  return texts[bufnr] or ''
end

return M
