-- What the plugin adds to a session with the server: the log is kept, and the code lens opens a document.
local M = {}

local limit = 1000 -- lines of the log
local log = {} ---@type string[]
local levels = { 'error', 'warning', 'info', 'log', 'debug' }

local started = setmetatable({}, { __mode = 'k' }) ---@type table<vim.lsp.ClientConfig, integer>

--- The messages that servers have logged, the oldest first, as Markdown.
---@return string
function M.log()
  local heading = '# Log of trainlsp\n\nWhat Neovim itself notes about servers is in `%s`.\n\n```\n%s\n```'
  return heading:format(vim.lsp.log.get_filename(), table.concat(log, '\n'))
end

--- When a server was started, in seconds since 1970.
---@param client vim.lsp.Client
---@return integer?
function M.started(client)
  return started[client.config]
end

---@type lsp.Handler
local function on_log_message(err, params, context)
  local line = ('%s %d %s: %s'):format(os.date('%H:%M:%S'), context.client_id, levels[params.type] or '', params.message)
  vim.list_extend(log, vim.split(line, '\n'))
  while #log > limit do
    table.remove(log, 1)
  end
  require('trainlsp.document').renew('log', M.log())
  return vim.lsp.handlers['window/logMessage'](err, params, context)
end

---@type vim.lsp.Config
M.config = {
  before_init = function(_, config)
    started[config] = os.time()
  end,
  handlers = { ['window/logMessage'] = on_log_message },
  commands = {
    ['trainlsp.overview'] = function(command, context)
      require('trainlsp.commands').validate(vim.uri_to_bufnr(command.arguments[1]), context.client_id)
    end,
  },
}

return M
