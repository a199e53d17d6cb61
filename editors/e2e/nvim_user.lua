-- What a user of Neovim does and sees: texts, findings, menus, messages, documents.
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
local wait = dofile(here .. '/nvim_harness.lua').wait

local M = {}

M.told = {} ---@type string[] the messages of the last command
vim.notify = function(text)
  table.insert(M.told, text)
end
M.chosen = nil ---@type fun(items: any[], options: table): any what is chosen from a menu
vim.ui.select = function(items, options, on_choice)
  on_choice(M.chosen(items, options or {}))
end

function M.write(path, text)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'w'))
  file:write(text)
  file:close()
end

function M.read(path)
  local file = assert(io.open(path))
  local text = file:read('*a')
  file:close()
  return text
end

function M.edit(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  return vim.api.nvim_get_current_buf()
end

function M.lines(bufnr)
  return vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)
end

function M.text(bufnr)
  return table.concat(M.lines(bufnr), '\n')
end

function M.server(bufnr)
  return vim.lsp.get_clients({ name = 'trainlsp', bufnr = bufnr })[1]
end

function M.attached(bufnr)
  return wait('a server at ' .. vim.api.nvim_buf_get_name(bufnr), function()
    local s = M.server(bufnr)
    return s and s.initialized and s
  end)
end

--- The categories of a buffer's findings, in the order of their lines.
function M.findings(bufnr)
  local found = vim.diagnostic.get(bufnr)
  table.sort(found, function(a, b)
    return a.lnum < b.lnum
  end)
  return vim.tbl_map(function(d)
    return d.code
  end, found)
end

function M.await_findings(bufnr, expected)
  wait('the findings ' .. vim.inspect(expected), function()
    return vim.deep_equal(M.findings(bufnr), expected)
  end, function()
    return M.findings(bufnr)
  end)
end

function M.await_status(bufnr, expected)
  local function status()
    return require('trainlsp').status(bufnr)
  end
  wait('the status ' .. expected, function()
    return status() == expected
  end, status)
end

function M.finding(bufnr, category)
  return wait('a finding ' .. category, function()
    return vim.iter(vim.diagnostic.get(bufnr)):find(function(d)
      return d.code == category
    end)
  end)
end

function M.cursor_at(d)
  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
end

--- What a finding underlines.
function M.underlined(bufnr, d)
  return vim.api.nvim_buf_get_text(bufnr, d.lnum, d.col, d.end_lnum, d.end_col, {})[1]
end

function M.line_with(bufnr, part)
  for i, line in ipairs(M.lines(bufnr)) do
    if line:find(part, 1, true) then
      return i - 1, line
    end
  end
  error('expected a line with ' .. part, 0)
end

--- Replaces a part of a line, as typing does.
function M.replace(bufnr, part, by)
  local row, line = M.line_with(bufnr, part)
  local start = line:find(part, 1, true) - 1
  vim.api.nvim_buf_set_text(bufnr, row, start, row, start + #part, { by })
end

--- Asks for the code actions under the cursor, and takes the one of that number.
function M.code_actions(number)
  local titles
  M.chosen = function(items)
    titles = vim.tbl_map(function(item)
      return item.action.title
    end, items)
    return items[number]
  end
  vim.lsp.buf.code_action()
  return wait('code actions', function()
    return titles
  end)
end

--- Runs :Trainlsp from a buffer's window, and gives the document that it opens.
function M.document(bufnr, command, name)
  vim.api.nvim_set_current_win(vim.fn.bufwinid(bufnr))
  vim.cmd('Trainlsp ' .. command)
  wait('the document ' .. name, function()
    return vim.api.nvim_buf_get_name(0) == 'trainlsp://' .. name
  end, function()
    return { vim.api.nvim_buf_get_name(0), M.told }
  end)
  return M.text(0)
end

function M.close()
  vim.api.nvim_feedkeys('q', 'xt', false)
end

function M.next_turn()
  local turned = false
  vim.schedule(function()
    turned = true
  end)
  wait('the next turn of the event loop', function()
    return turned
  end)
end

function M.notice(command)
  M.told = {}
  vim.cmd('Trainlsp ' .. command)
  return wait('a message', function()
    return M.told[1]
  end)
end

function M.completions(line)
  return vim.fn.getcompletion('Trainlsp ' .. line, 'cmdline')
end

function M.health()
  vim.cmd('silent checkhealth trainlsp')
  local report = M.text(0)
  vim.cmd.bwipeout()
  return report
end

return M
