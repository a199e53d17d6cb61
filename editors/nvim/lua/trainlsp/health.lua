-- :checkhealth trainlsp
local client = require('trainlsp.client')
local info = require('trainlsp.info')

local M = {}

local health = vim.health
local timeout = 2000 -- milliseconds

local function check_neovim()
  health.start('Neovim')
  local version = tostring(vim.version())
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. version)
  else
    health.error('Neovim ' .. version .. ' has no vim.lsp.enable()', 'Install Neovim 0.11 or later.')
  end
end

---@param name string
---@return boolean
local function enabled(name)
  if vim.lsp.is_enabled then
    return vim.lsp.is_enabled(name)
  end
  return vim.lsp._enabled_configs[name] ~= nil -- Neovim 0.11 tells it in no other way
end

--- Several files of one name are merged, and the last one wins.
local function check_files()
  local files = vim.api.nvim_get_runtime_file('lsp/trainlsp.lua', true)
  if #files > 1 then
    health.warn('There are several lsp/trainlsp.lua; a later one overrides an earlier one:\n' .. table.concat(files, '\n'), {
      'Keep the one that comes with this plugin.',
      "Put your own settings into vim.lsp.config('trainlsp', { ... }) in your init.lua.",
    })
  end
end

---@return vim.lsp.Config?
local function check_configuration()
  health.start('Configuration')
  local config = vim.lsp.config.trainlsp
  if not config then
    health.error('lsp/trainlsp.lua is not found', "Add the plugin's folder, editors/nvim, to 'runtimepath'.")
    return nil
  end
  check_files()
  if enabled('trainlsp') then
    health.ok('The server is enabled')
  else
    health.warn('The server is not enabled', "Put vim.lsp.enable('trainlsp') into your init.lua.")
  end
  health.info('settings: ' .. vim.json.encode(config.settings or vim.empty_dict()))
  return config
end

--- What a program says of its version, such as `trainlsp 1.2.3 (go1.26.8, linux/amd64)`.
---@param program string
---@return string? version
---@return string? why_not
local function version_of(program)
  local started, job = pcall(vim.system, { program, 'version' }, { text = true, timeout = timeout })
  if not started then
    return nil, tostring(job)
  end
  local result = job:wait()
  local version = vim.trim(result.stdout or '')
  if result.code ~= 0 or not vim.startswith(version, 'trainlsp ') then
    return nil, result.code == 124 and 'it did not answer in time' or vim.trim(result.stderr .. version)
  end
  return version
end

---@param config vim.lsp.Config
---@return string? version
local function check_program(config)
  health.start('Program')
  if type(config.cmd) ~= 'table' then
    health.info('The server is started by a function')
    return nil
  end
  local program = info.program(config)
  if program == '' then
    health.error(('`%s` is no program in PATH'):format(config.cmd[1]), {
      'Build it with `make install` in a clone of trainlsp, and have `go env GOPATH`/bin in PATH.',
      "Or name it: vim.lsp.config('trainlsp', { cmd = { '/path/to/trainlsp', 'serve' } })",
    })
    return nil
  end
  local version, why_not = version_of(program)
  if version then
    health.ok(('%s: %s'):format(program, version))
  else
    health.error(
      ('`%s version` gives no version: %s'):format(program, why_not),
      'Is this the program trainlsp? See cmd in vim.lsp.config.trainlsp.'
    )
  end
  return version
end

--- Whether the program has been replaced since a server was started from it.
---@param server vim.lsp.Client
---@param version? string of the program
local function outdated(server, version)
  local running = vim.tbl_get(server, 'server_info', 'version')
  if version and running and version:match('^trainlsp (%S+)') ~= running then
    return true
  end
  local file = vim.uv.fs_stat(info.program(server.config))
  local started = require('trainlsp.session').started(server)
  return file ~= nil and started ~= nil and file.mtime.sec > started
end

---@param server vim.lsp.Client
---@param version? string of the program
local function check_server(server, version)
  local running = vim.tbl_get(server, 'server_info', 'version') or 'of unknown version'
  local text = ('Server %d, %s, root %s, buffers %s'):format(
    server.id,
    running,
    server.root_dir or 'none',
    table.concat(vim.tbl_keys(server.attached_buffers), ', ')
  )
  if outdated(server, version) then
    health.warn(text .. '\nThe program on disk is newer than this server', 'Run :Trainlsp restart')
  else
    health.ok(text)
  end
end

--- Two servers on one buffer show each finding twice.
local function check_conflicts()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    local servers = vim.tbl_filter(function(server)
      return server.name == 'trainlsp' or vim.fs.basename(info.program(server.config)) == 'trainlsp'
    end, vim.lsp.get_clients({ bufnr = bufnr }))
    if #servers > 1 then
      local names = vim.tbl_map(function(server)
        return ('%s (%d)'):format(server.name, server.id)
      end, servers)
      health.warn(
        ('Buffer %d is attached to %d servers: %s'):format(bufnr, #servers, table.concat(names, ', ')),
        "Start trainlsp with vim.lsp.enable('trainlsp') only: no vim.lsp.start() and no lspconfig.setup()."
      )
    end
  end
end

---@param version? string of the program
local function check_servers(version)
  health.start('Servers')
  local servers = client.all()
  if #servers == 0 then
    health.info('No server runs: it starts with the first Python file')
  end
  for _, server in ipairs(servers) do
    check_server(server, version)
  end
  check_conflicts()
end

function M.check()
  check_neovim()
  if vim.fn.has('nvim-0.11') == 0 then
    return
  end
  local config = check_configuration()
  check_servers(config and check_program(config))
end

return M
