-- What a bug report needs: the server's own account, and Neovim's.
local M = {}

--- Where the program of a server is; empty for one that is no program of this machine.
---@param config vim.lsp.ClientConfig|vim.lsp.Config
---@return string
function M.program(config)
  return type(config.cmd) == 'table' and vim.fn.exepath(config.cmd[1]) or ''
end

---@param server vim.lsp.Client
---@param debug_information string the server's, as Markdown
---@return string
function M.text(server, debug_information)
  local buffers = vim.tbl_map(vim.api.nvim_buf_get_name, vim.tbl_keys(server.attached_buffers))
  table.sort(buffers)
  local lines = {
    vim.trim(debug_information),
    '',
    '## Neovim ' .. tostring(vim.version()),
    '',
    ('- command: `%s`'):format(vim.inspect(server.config.cmd, { newline = '', indent = '' })),
    ('- root: `%s`'):format(server.root_dir or 'none'),
    ('- settings: `%s`'):format(vim.json.encode(server.settings)),
    ('- log of Neovim: `%s`'):format(vim.lsp.log.get_filename()),
    '- buffers:',
  }
  for _, name in ipairs(buffers) do
    table.insert(lines, ('  - `%s`'):format(vim.fn.fnamemodify(name, ':~:.')))
  end
  return table.concat(lines, '\n')
end

return M
