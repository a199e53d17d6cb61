-- Documents that the server writes, in a window of their own.
local markdown = require('trainlsp.markdown')

local M = {}

local scheme = 'trainlsp://'

local buffer_options = {
  buftype = 'nofile',
  bufhidden = 'hide',
  swapfile = false,
  buflisted = false,
}

local window_options = {
  conceallevel = 2,
  concealcursor = 'nc',
  wrap = true,
  linebreak = true,
  breakindent = true,
  breakindentopt = 'list:-1',
  number = false,
  relativenumber = false,
  signcolumn = 'no',
  colorcolumn = '',
  foldenable = false,
  list = false,
  spell = false,
}

local function close()
  if not pcall(vim.api.nvim_win_close, 0, false) then
    vim.cmd.enew() -- it is the last window
  end
end

---@param name string
---@return integer bufnr
local function buffer(name)
  local bufnr = vim.fn.bufadd(scheme .. name)
  if not vim.api.nvim_buf_is_loaded(bufnr) then
    for option, value in pairs(buffer_options) do
      vim.bo[bufnr][option] = value
    end
    vim.fn.bufload(bufnr) -- it is no file by now, so its name gives it no filetype and no server
    vim.bo[bufnr].filetype = 'markdown'
    vim.bo[bufnr].keywordprg = ':Trainlsp explain' -- K on a rule's name
    vim.api.nvim_buf_set_keymap(bufnr, 'n', 'q', '', { callback = close, nowait = true, desc = 'Close this document' })
  end
  return bufnr
end

--- A window of this tab page that shows a document, so that one document takes the place of another.
---@return integer?
local function window()
  return vim.iter(vim.api.nvim_tabpage_list_wins(0)):find(function(win)
    return vim.startswith(vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(win)), scheme)
  end)
end

---@param bufnr integer
---@param text string
local function write(bufnr, text)
  vim.bo[bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, markdown.lines(text))
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].modified = false
end

---@class trainlsp.Document
---@field name string what the buffer's name ends with
---@field text string Markdown
---@field mods? vim.api.keyset.cmd.mods how the window is to be opened

--- Shows a document, in the window of the last one where there is one.
---@param document trainlsp.Document
function M.open(document)
  local bufnr = buffer(document.name)
  write(bufnr, document.text)
  local win = window()
  if win then
    vim.api.nvim_set_current_win(win)
  else
    vim.cmd({ cmd = 'split', mods = document.mods })
  end
  vim.api.nvim_win_set_buf(0, bufnr)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  for option, value in pairs(window_options) do
    vim.wo[0][0][option] = value
  end
end

--- Writes a document anew where it is open, for one that grows.
---@param name string
---@param text string
function M.renew(name, text)
  if vim.fn.bufloaded(scheme .. name) == 1 then
    write(vim.fn.bufadd(scheme .. name), text)
  end
end

return M
