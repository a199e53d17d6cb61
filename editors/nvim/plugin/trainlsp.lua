if vim.g.loaded_trainlsp then
  return
end
vim.g.loaded_trainlsp = true

vim.api.nvim_create_user_command('Trainlsp', function(call)
  require('trainlsp.commands').run(call)
end, {
  nargs = '*',
  desc = 'What trainlsp knows about training scripts',
  complete = function(lead, line)
    return require('trainlsp.commands').complete(lead, line)
  end,
})
