-- Makes a web page of a captured terminal screen with its colours: nvim -l nvim_picture.lua SCREEN PAGE
local page = [[
<!DOCTYPE html><meta charset="utf-8"><title>Neovim with trainlsp</title>
<style>
body { margin: 0; background: #14161b; }
pre { margin: 12px; font: 15px/20px "DejaVu Sans Mono", monospace; }
span { display: inline-block; } /* so that no seam is left between the backgrounds of two lines */
</style>
<pre>%s</pre>
]]

local escapes = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;' }

-- The attributes of SGR that Neovim uses: which of them a code turns on or off.
local codes = {
  [1] = { bold = true },
  [3] = { italic = true },
  [4] = { underline = true },
  [7] = { reverse = true },
  [22] = { bold = false },
  [23] = { italic = false },
  [24] = { underline = false },
  [27] = { reverse = false },
  [39] = { fg = false },
  [49] = { bg = false },
  [59] = { line = false },
}

local colours = { [38] = 'fg', [48] = 'bg', [58] = 'line' }

--- Reads the codes of one escape sequence into the state.
local function read(sequence, state)
  local numbers = vim.tbl_map(tonumber, vim.split((sequence:gsub('4:%d', '4')), '[;:]+'))
  local i = 1
  while i <= #numbers do
    local code = numbers[i]
    if colours[code] and numbers[i + 1] == 2 then
      state[colours[code]] = ('#%02x%02x%02x'):format(numbers[i + 2], numbers[i + 3], numbers[i + 4])
      i = i + 4
    elseif code == 0 then
      state = {}
    elseif codes[code] then
      state = vim.tbl_extend('force', state, codes[code])
    end
    i = i + 1
  end
  return state
end

local function style(state)
  local fg, bg = state.fg or '#e0e2ea', state.bg or '#14161b'
  if state.reverse then
    fg, bg = bg, fg
  end
  local parts = { 'color:' .. fg, 'background:' .. bg }
  if state.bold then
    table.insert(parts, 'font-weight:bold')
  end
  if state.italic then
    table.insert(parts, 'font-style:italic')
  end
  if state.underline then
    table.insert(parts, 'text-decoration:underline ' .. (state.line or fg))
  end
  return table.concat(parts, ';')
end

local function read_file(path)
  local file = assert(io.open(path))
  local text = file:read('*a')
  file:close()
  return text
end

local state, spans = {}, {}
for sequence, text in ('\27[0m' .. read_file(arg[1])):gmatch('\27%[([%d;:]*)m([^\27]*)') do
  state = read(sequence == '' and '0' or sequence, state)
  text = text:gsub('[&<>]', escapes)
  table.insert(spans, (text:gsub('[^\n]+', function(part)
    return ('<span style="%s">%s</span>'):format(style(state), part)
  end)))
end

local file = assert(io.open(arg[2], 'w'))
file:write((page:gsub('%%s', function()
  return table.concat(spans)
end)))
file:close()
