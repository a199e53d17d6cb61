local M = {}

--- The state of a training script in a few words, such as `Training · XGBoost · 5 of 5`, for a statusline. It is empty
--- for any other file. The text is kept, and renewed when the server has news: this never waits for the server.
---@param bufnr? integer the current buffer unless given
---@return string
function M.status(bufnr)
  return require('trainlsp.status').text(bufnr or vim.api.nvim_get_current_buf())
end

return M
