-- A user's init.lua.
vim.o.number = true
vim.o.signcolumn = 'yes'
vim.o.termguicolors = true
vim.o.statusline = " %f %m%=%{v:lua.require'trainlsp'.status()} "
vim.o.winborder = 'rounded'
vim.lsp.enable('trainlsp')
if vim.lsp.codelens.enable then
  vim.lsp.codelens.enable(true)
end
