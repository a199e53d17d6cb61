-- Leaves one of the findings in the README's script: nvim -l nvim_seed.lua FILE
local mended = {
  ['SM_OUTPUT_DATADIR'] = 'SM_OUTPUT_DATA_DIR',
  ['"bicycles.pt"'] = 'os.path.join(os.environ["SM_MODEL_DIR"], "bicycles.pt")',
  ['traceback.print_exc()'] = 'traceback.print_exc()\n        raise',
}
local file = assert(io.open(arg[1]))
local text = file:read('*a')
file:close()
for fault, cure in pairs(mended) do
  local start, last = text:find(fault, 1, true)
  text = text:sub(1, assert(start, fault) - 1) .. cure .. text:sub(last + 1)
end
file = assert(io.open(arg[1], 'w'))
file:write(text)
file:close()
