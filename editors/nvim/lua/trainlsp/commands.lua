-- The subcommands of :Trainlsp.
local client = require('trainlsp.client')
local document = require('trainlsp.document')

local M = {}

local attach_hint = "no server is attached to this buffer; open a Python file, with vim.lsp.enable('trainlsp') in your "
  .. 'configuration (:checkhealth trainlsp)'
local start_hint = "no server is running; open a Python file, with vim.lsp.enable('trainlsp') in your configuration "
  .. '(:checkhealth trainlsp)'

---@class trainlsp.Call
---@field argument? string
---@field mods? vim.api.keyset.cmd.mods

--- Gives an action the server of the current buffer, or tells that there is none.
---@param action fun(server: vim.lsp.Client, bufnr: integer, call: trainlsp.Call)
---@return fun(call: trainlsp.Call)
local function attached(action)
  return function(call)
    local bufnr = vim.api.nvim_get_current_buf()
    local server = client.of(bufnr)
    if server then
      action(server, bufnr, call)
    else
      client.notify(attach_hint, vim.log.levels.WARN)
    end
  end
end

--- Gives an action any server, that of the current buffer where it has one, or tells that there is none.
---@param action fun(server: vim.lsp.Client, call: trainlsp.Call)
---@return fun(call: trainlsp.Call)
local function running(action)
  return function(call)
    local server = client.of(0) or client.all()[1]
    if server then
      action(server, call)
    else
      client.notify(start_hint, vim.log.levels.WARN)
    end
  end
end

---@param name string
---@param call trainlsp.Call
---@return fun(text: string?)
local function shown(name, call)
  return function(text)
    if type(text) == 'string' then
      document.open({ name = name, text = text, mods = call.mods })
    end
  end
end

---@param server vim.lsp.Client
---@param bufnr integer
---@param call trainlsp.Call
local function validate(server, bufnr, call)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':~:.')
  client.ask(server, 'describeValidation', vim.uri_from_bufnr(bufnr), shown('validate/' .. name, call))
end

--- The rules that have a finding under the cursor, or on its line where it stands on none.
---@param bufnr integer
---@return string[]
local function rules_at_cursor(bufnr)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local on_line, under = {}, {} ---@type table<string, boolean>, table<string, boolean>
  for _, d in ipairs(vim.diagnostic.get(bufnr, { lnum = row - 1 })) do
    if d.source == 'trainlsp' and d.code then
      on_line[d.code] = true
      under[d.code] = under[d.code] or d.col <= column and (d.end_lnum > d.lnum or column < d.end_col) or nil
    end
  end
  local rules = vim.tbl_keys(next(under) and under or on_line)
  table.sort(rules)
  return rules
end

---@param server vim.lsp.Client
---@param call trainlsp.Call
local function explain(server, call)
  local function show(rule)
    if rule then
      client.ask(server, 'describeRule', rule, shown('explain/' .. rule, call))
    end
  end
  local at_cursor = rules_at_cursor(vim.api.nvim_get_current_buf())
  if call.argument or #at_cursor == 1 then
    show(call.argument or at_cursor[1])
  elseif #at_cursor > 1 then
    vim.ui.select(at_cursor, { prompt = 'Explain which finding?' }, show)
  else
    client.ask(server, 'listRules', nil, function(rules)
      local function line(rule)
        return ('%s: %s'):format(rule.name, rule.summary)
      end
      vim.ui.select(rules, { prompt = 'Explain which rule?', format_item = line }, function(rule)
        show(rule and rule.name)
      end)
    end)
  end
end

---@param server vim.lsp.Client
---@param action lsp.CodeAction
local function apply(server, action)
  vim.lsp.util.apply_workspace_edit(action.edit, server.offset_encoding)
  client.notify(action.title)
end

---@param server vim.lsp.Client
---@param bufnr integer
local function fix(server, bufnr)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 } },
    context = { diagnostics = {}, only = { 'source.fixAll.trainlsp' } },
  }
  server:request('textDocument/codeAction', params, function(err, actions)
    local action = actions and actions[1]
    if err then
      client.notify(err.message, vim.log.levels.ERROR)
    elseif not action then
      client.notify('there is nothing to fix')
    elseif action.edit then
      apply(server, action)
    else
      server:request('codeAction/resolve', action, function(resolve_err, resolved)
        if resolve_err then
          client.notify(resolve_err.message, vim.log.levels.ERROR)
        else
          apply(server, resolved)
        end
      end, bufnr)
    end
  end, bufnr)
end

---@param call trainlsp.Call
local function log(call)
  document.open({ name = 'log', text = require('trainlsp.session').log(), mods = call.mods })
  vim.cmd('normal! G')
end

---@param server vim.lsp.Client
---@param call trainlsp.Call
local function info(server, call)
  client.ask(server, 'debugInformation', nil, function(text)
    document.open({ name = 'info', text = require('trainlsp.info').text(server, text), mods = call.mods })
  end)
end

---@class trainlsp.Subcommand
---@field run fun(call: trainlsp.Call)
---@field candidates? fun(): string[] completions of the argument; without it there is none

---@type table<string, trainlsp.Subcommand>
local subcommands = {
  requirements = {
    run = running(function(server, call)
      client.ask(server, 'describeRequirements', nil, shown('requirements', call))
    end),
  },
  validate = { run = attached(validate) },
  explain = {
    run = running(explain),
    candidates = function()
      local server = client.of(0) or client.all()[1]
      return server and vim.tbl_map(function(rule)
        return rule.name
      end, client.rules(server)) or {}
    end,
  },
  fix = { run = attached(fix) },
  log = { run = log },
  info = { run = running(info) },
  restart = {
    run = function()
      require('trainlsp.restart')()
    end,
  },
}

local names = vim.tbl_keys(subcommands)
table.sort(names)

--- Runs :Trainlsp.
---@param call vim.api.keyset.create_user_command.command_args
function M.run(call)
  local name, argument = call.fargs[1], call.fargs[2]
  local subcommand = subcommands[name]
  if not subcommand then
    client.notify('usage: :Trainlsp ' .. table.concat(names, '|'), vim.log.levels.ERROR)
  elseif #call.fargs > (subcommand.candidates and 2 or 1) then
    client.notify(('too many arguments for :Trainlsp %s'):format(name), vim.log.levels.ERROR)
  else
    subcommand.run({ argument = argument, mods = call.smods })
  end
end

--- Completes :Trainlsp.
---@param lead string what of the word stands before the cursor
---@param line string the command line as far as the cursor
---@return string[]
function M.complete(lead, line)
  local before = vim.split(line:sub(1, #line - #lead), '%s+', { trimempty = true })
  local candidates = {}
  if #before == 1 then
    candidates = names
  elseif #before == 2 and subcommands[before[2]] and subcommands[before[2]].candidates then
    candidates = subcommands[before[2]].candidates()
  end
  return vim.tbl_filter(function(candidate)
    return vim.startswith(candidate, lead)
  end, candidates)
end

--- Opens the four levels of a script: what its code lens does.
---@param bufnr integer
---@param client_id integer
function M.validate(bufnr, client_id)
  local server = vim.lsp.get_client_by_id(client_id)
  if server then
    validate(server, bufnr, {})
  end
end

return M
