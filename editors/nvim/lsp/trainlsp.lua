-- The configuration for `vim.lsp.enable('trainlsp')`. It works alone, too, as ~/.config/nvim/lsp/trainlsp.lua: what the
-- rest of the plugin adds to the session is left out where the plugin is not installed.
local installed, session = pcall(require, 'trainlsp.session')

-- Of these types only the files that say something about training are meant, not every JSON, YAML or TOML file.
local names = {
  json = '%.ipynb$',
  yaml = '%.step%.ya?ml$',
  toml = '^trainlsp%.toml$',
}

---@param bufnr integer
local function concerns(bufnr)
  local pattern = names[vim.bo[bufnr].filetype]
  return not pattern or vim.fs.basename(vim.api.nvim_buf_get_name(bufnr)):find(pattern) ~= nil
end

-- The nearest folder above with any of the marks: `trainlsp check` takes the same one. A mark in the home folder, as with
-- dotfiles that are kept in git, makes no project of all that is in it.
---@param bufnr integer
---@param on_dir fun(root?: string)
local function root_dir(bufnr, on_dir)
  if not concerns(bufnr) then
    return
  end
  local marks = vim.iter(vim.lsp.config.trainlsp.root_markers):flatten():totable()
  local home = vim.uv.os_homedir()
  on_dir(vim.fs.root(bufnr, function(name, folder)
    return folder ~= home and vim.list_contains(marks, name)
  end))
end

---@type vim.lsp.Config
local config = {
  cmd = { 'trainlsp', 'serve' },
  filetypes = { 'python', 'requirements', 'json', 'yaml', 'toml' },
  root_markers = { 'trainlsp.toml', 'pyproject.toml', 'setup.py', 'setup.cfg', '.git', '.hg' },
  root_dir = root_dir,
  -- An empty table would be sent as a list.
  settings = { trainlsp = vim.empty_dict() },
  -- Neovim leaves without waiting otherwise, and the server loses its client in the middle of a sentence.
  exit_timeout = 1000,
}

return vim.tbl_extend('error', config, installed and session.config or {})
