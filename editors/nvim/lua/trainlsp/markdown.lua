-- Markdown in a form that a window of text shows well. Neovim lays out neither paragraphs nor tables.
local M = {}

--- A link to a rule's page is only the rule's name: K opens the page.
---@param line string
---@return string
local function without_links(line)
  local short = line:gsub('%[([%w_]+)%]%((%S-)%)', function(rule, address)
    return vim.endswith(address, '/' .. rule .. '.md') and ('`%s`'):format(rule) or nil
  end)
  return short
end

---@param row string
---@return string[]
local function cells(row)
  local inner = vim.trim(row):gsub('\\|', '\0'):gsub('^|', ''):gsub('|$', '')
  return vim.tbl_map(function(cell)
    return vim.trim((cell:gsub('%z', '|')))
  end, vim.split(inner, '|', { plain = true }))
end

--- A table as a list: its rows seldom fit a window. What there is of a row is told with its column's name.
---@param rows string[] the first is the head, the second its rule
---@return string[]
local function list(rows)
  local head, items = cells(rows[1]), {}
  for i = 3, #rows do
    local row = cells(rows[i])
    if #head == 2 then
      table.insert(items, ('- %s: %s'):format(row[1], row[2]))
    else
      table.insert(items, ('- **%s**'):format(row[1]))
      for column = 2, #head do
        table.insert(items, ('  - %s: %s'):format(head[column], row[column]))
      end
    end
  end
  return items
end

--- What a line is: it decides how the next one goes on.
---@param line string
---@return 'blank'|'table'|'heading'|'item'|'text'
local function kind(line)
  if line:find('^%s*$') then
    return 'blank'
  elseif line:find('^%s*|') then
    return 'table'
  elseif line:find('^#') then
    return 'heading'
  elseif line:find('^%s*[-*+>] ') or line:find('^%s*%d+%. ') then
    return 'item'
  end
  return 'text'
end

--- Makes one line of each paragraph, for the window to wrap, and a list of each table. Code is left as it is.
---@param text string
---@return string[]
function M.lines(text)
  local result, rows = {}, {}
  local code, last = false, 'blank'
  local function end_table()
    if #rows > 0 then
      vim.list_extend(result, list(rows))
      rows = {}
    end
  end
  for line in vim.gsplit(vim.trim(text), '\n', { plain = true }) do
    local fence = vim.startswith(vim.trim(line), '```')
    local this = (code or fence) and 'code' or kind(line)
    if this ~= 'table' then
      end_table()
    end
    if this == 'code' then
      table.insert(result, line)
    elseif this == 'table' then
      table.insert(rows, without_links(line))
    elseif this == 'text' and (last == 'text' or last == 'item') then
      result[#result] = without_links(result[#result] .. ' ' .. vim.trim(line))
    else
      table.insert(result, without_links(line))
    end
    code, last = code ~= fence, this
  end
  end_table()
  return result
end

return M
