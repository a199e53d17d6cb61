-- Checks the plugin in a Neovim without a screen, with vim.lsp.enable('trainlsp') alone.
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
local harness = dofile(here .. '/nvim_harness.lua')
local check, wait, equal, contains, lacks = harness.check, harness.wait, harness.equal, harness.contains, harness.lacks
local user = dofile(here .. '/nvim_user.lua')
local write, read, edit, lines, text, server = user.write, user.read, user.edit, user.lines, user.text, user.server
local attached, await_findings, await_status = user.attached, user.await_findings, user.await_status
local finding, cursor_at, underlined, replace = user.finding, user.cursor_at, user.underlined, user.replace
local code_actions, document, close = user.code_actions, user.document, user.close
local next_turn, notice = user.next_turn, user.notice
local completions, health = user.completions, user.health

local work, plugin, repository = vim.env.WORK, vim.env.PLUGIN, vim.env.REPOSITORY
local project = work .. '/project'

local faults = { 'unknown_sm_env_var', 'missing_zero_grad', 'model_saved_outside_model_dir', 'failure_swallowed' }
local launcher = [[
from sagemaker.pytorch import PyTorch

job = PyTorch(
    entry_point="train.py",
    source_dir="src",
    role="arn:aws:iam::111122223333:role/bicycles",
    framework_version="2.3",
    py_version="py311",
    instance_count=1,
    instance_type="ml.m5.xlarge",
    hyperparameters={"epochs": 100},
)
job.fit({"train": "s3://bicycles/past/"})
]]

local function prepare()
  write(project .. '/pyproject.toml', '')
  write(project .. '/src/train.py', read(repository .. '/testdata/readme/train.py'))
  write(project .. '/launch.py', launcher)
  write(project .. '/plain.yaml', 'a: 1\n')
  write(project .. '/plain.toml', 'a = 1\n')
  write(project .. '/plain.json', '{}\n')
  write(project .. '/trainlsp.toml', '')
  write(project .. '/requirements.txt', 'torch\n')
  write(project .. '/start.ipynb', '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n')
  vim.opt.runtimepath:prepend(plugin)
  vim.cmd.runtime('plugin/trainlsp.lua')
  vim.cmd('filetype plugin indent on')
end

local function run()
  local script

  check('without a server each command says what to do', function()
    contains(notice('validate'), "vim.lsp.enable('trainlsp')")
    contains(notice('requirements'), "vim.lsp.enable('trainlsp')")
    contains(notice('info'), ':checkhealth trainlsp')
    lacks(notice('fix'), '\n')
    contains(notice('nonsense'), 'usage: :Trainlsp explain|fix|info|log|requirements|restart|validate')
    contains(notice('fix it'), 'too many arguments')
  end)

  check('health says that the server is not enabled', function()
    contains(health(), 'The server is not enabled')
  end)

  local starts = check('it attaches after vim.lsp.enable alone', function()
    vim.lsp.enable('trainlsp')
    script = edit(project .. '/src/train.py')
    equal(project, attached(script).root_dir)
  end)
  if not starts then
    return -- the others would only wait in vain
  end

  check('diagnostics', function()
    await_findings(script, faults)
    local found = finding(script, 'unknown_sm_env_var')
    equal('"SM_OUTPUT_DATADIR"', underlined(script, found))
    equal('trainlsp', found.source)
  end)

  check('hover quotes the finding', function()
    cursor_at(finding(script, 'missing_zero_grad'))
    vim.lsp.buf.hover()
    local float = wait('a hover', function()
      return vim.iter(vim.api.nvim_list_wins()):find(function(win)
        return vim.api.nvim_win_get_config(win).relative ~= ''
      end)
    end)
    contains(text(vim.api.nvim_win_get_buf(float)), 'adds to the gradients')
    vim.api.nvim_win_close(float, true)
  end)

  check('statusline', function()
    local function line()
      return vim.api.nvim_eval_statusline("%{v:lua.require'trainlsp'.status()}", {}).str
    end
    wait('the status of the script', function()
      return line() == 'Training · PyTorch · 4 of 5'
    end, line)
  end)

  check('code actions come with the fix first', function()
    cursor_at(finding(script, 'missing_zero_grad'))
    local titles = code_actions(0)
    contains(titles[1], 'zero_grad()')
    contains(titles[2], 'Ignore missing_zero_grad')
  end)

  check('a code action mends the script', function()
    cursor_at(finding(script, 'missing_zero_grad'))
    code_actions(1)
    await_findings(script, { 'unknown_sm_env_var', 'model_saved_outside_model_dir', 'failure_swallowed' })
    contains(text(script), 'optimizer.zero_grad()\n        loss.backward()')
  end)

  check('an undo brings the finding back', function()
    vim.cmd('silent undo')
    await_findings(script, faults)
  end)

  check('requirements', function()
    contains(document(script, 'requirements', 'requirements'), '# What a training script needs')
    equal({ 'nofile', false, 'markdown' }, { vim.bo.buftype, vim.bo.modifiable, vim.bo.filetype })
    equal({ 2, false }, { vim.wo.conceallevel, vim.wo.number })
  end)

  check('tables are laid out as lists', function()
    contains(text(0), '- **Saves the model**\n  - without it: error\n  - what meets it: ')
    contains(text(0), '\n  - rule: `missing_model_saving`\n')
    contains(text(0), '\n- `/opt/ml/model`: packed into model.tar.gz ')
    lacks(text(0), '|')
  end)

  check('K on the name of a rule shows its page', function()
    vim.fn.search('`missing_model_saving`')
    vim.fn.search('model_saving')
    vim.api.nvim_feedkeys('K', 'xt', false)
    wait('the page', function()
      return vim.api.nvim_buf_get_name(0) == 'trainlsp://explain/missing_model_saving'
    end)
  end)

  local windows = #vim.api.nvim_list_wins()
  check('validate, in the same window', function()
    contains(document(script, 'validate', 'validate/' .. vim.fn.fnamemodify(project .. '/src/train.py', ':~:.')), '## Level 4')
    equal(windows, #vim.api.nvim_list_wins())
    equal(nil, server(0))
  end)

  check('explain a rule, and q closes', function()
    contains(document(script, 'explain argparse_type_bool', 'explain/argparse_type_bool'), '# argparse_type_bool')
    close()
    equal(windows - 1, #vim.api.nvim_list_wins())
  end)

  check('explain the finding under the cursor', function()
    vim.api.nvim_set_current_win(vim.fn.bufwinid(script))
    cursor_at(finding(script, 'failure_swallowed'))
    contains(document(script, 'explain', 'explain/failure_swallowed'), '# failure_swallowed')
    close()
  end)

  check('explain a rule that is chosen from all', function()
    vim.api.nvim_win_set_cursor(vim.fn.bufwinid(script), { 3, 0 })
    user.chosen = function(items, options)
      contains(options.format_item(items[1]), items[1].name .. ': ')
      return vim.iter(items):find(function(rule)
        return rule.name == 'missing_model_saving'
      end)
    end
    contains(document(script, 'explain', 'explain/missing_model_saving'), '# missing_model_saving')
    close()
  end)

  check('explain an unknown rule', function()
    contains(notice('explain missing_model_savin'), 'missing_model_saving')
  end)

  check('info', function()
    local info = document(script, 'info', 'info')
    contains(info, '# trainlsp ')
    contains(info, 'command: `{ "trainlsp", "serve" }`')
    contains(info, 'root: `' .. project)
    contains(info, 'settings: `{"trainlsp":{}}`')
    close()
  end)

  check('log', function()
    contains(document(script, 'log', 'log'), 'info: initialize')
    equal(vim.api.nvim_buf_line_count(0), vim.api.nvim_win_get_cursor(0)[1])
    close()
  end)

  check('a document opens as its modifiers say', function()
    document(script, 'requirements', 'requirements')
    close()
    vim.cmd('vertical Trainlsp requirements')
    wait('a document', function()
      return vim.api.nvim_buf_get_name(0) == 'trainlsp://requirements'
    end)
    equal('row', vim.fn.winlayout()[1])
    close()
  end)

  check('completion', function()
    equal({ 'explain', 'fix', 'info', 'log', 'requirements', 'restart', 'validate' }, completions(''))
    equal({ 'requirements', 'restart' }, completions('re'))
    equal({ 'missing_zero_grad' }, completions('explain missing_z'))
    equal({}, completions('fix '))
    equal({}, completions('explain missing_zero_grad '))
  end)

  check('the code lens opens the validation', function()
    if vim.lsp.codelens.enable then
      vim.lsp.codelens.enable(true, { bufnr = script })
    else
      vim.lsp.codelens.refresh({ bufnr = script })
    end
    wait('a code lens', function()
      return vim.lsp.codelens.get(vim.lsp.codelens.enable and { bufnr = script } or script)[1]
    end)
    vim.api.nvim_win_set_cursor(0, { 1, 0 })
    vim.lsp.codelens.run()
    wait('the validation', function()
      return vim.startswith(vim.api.nvim_buf_get_name(0), 'trainlsp://validate/')
    end)
    close()
  end)

  check('two quick edits leave what the last one means', function()
    replace(script, 'SM_OUTPUT_DATADIR', 'SM_OUTPUT_DATA_DIRR')
    replace(script, 'SM_OUTPUT_DATA_DIRR', 'SM_OUTPUT_DATA_DIR')
    await_findings(script, { 'missing_zero_grad', 'model_saved_outside_model_dir', 'failure_swallowed' })
    replace(script, 'SM_OUTPUT_DATA_DIR', 'SM_OUTPUT_DATADIR')
    await_findings(script, faults)
  end)

  check('a setting takes effect at once', function()
    local function ignore(categories)
      vim.lsp.config('trainlsp', { settings = { trainlsp = { ignore = categories } } })
      for _, client in ipairs(vim.lsp.get_clients({ name = 'trainlsp' })) do
        client.settings = vim.lsp.config.trainlsp.settings
        client:notify('workspace/didChangeConfiguration', { settings = client.settings })
      end
    end
    ignore({ 'missing_zero_grad', 'failure_swallowed' })
    await_findings(script, { 'unknown_sm_env_var', 'model_saved_outside_model_dir' })
    ignore({})
    await_findings(script, faults)
  end)

  check('an edit in the launcher shows in the script', function()
    local jobs = edit(project .. '/launch.py')
    attached(jobs)
    await_findings(jobs, {})
    replace(jobs, '"epochs"', '"epochz"')
    finding(jobs, 'hyperparameter_not_accepted')
    finding(script, 'hyperparameter_not_accepted')
    replace(jobs, '"epochz"', '"epochs"')
    await_findings(script, faults)
    vim.cmd('silent write')
  end)

  check('a hyperparameter leads to the option that takes it', function()
    local jobs = edit(project .. '/launch.py')
    attached(jobs)
    vim.fn.search('epochs')
    local place
    vim.lsp.buf.definition({
      on_list = function(list)
        place = list.items[1]
      end,
    })
    wait('a definition', function()
      return place
    end)
    equal(project .. '/src/train.py', place.filename)
    contains(place.text, 'add_argument("--epochs"')
    equal(jobs, vim.api.nvim_get_current_buf())
  end)

  check('a rename changes both sides', function()
    local jobs = edit(project .. '/launch.py')
    attached(jobs)
    vim.fn.search('epochs')
    vim.lsp.buf.rename('rounds')
    wait('the new name', function()
      return text(jobs):find('{"rounds": 100}', 1, true) and text(script):find('add_argument("--rounds"', 1, true)
    end)
    for _, bufnr in ipairs({ jobs, script }) do
      vim.api.nvim_buf_call(bufnr, function()
        vim.cmd('silent undo | silent write')
      end)
    end
    await_findings(script, faults)
  end)

  check('other files have a server where they say something about training', function()
    for name, expected in pairs({
      ['requirements.txt'] = true,
      ['start.ipynb'] = true,
      ['trainlsp.toml'] = true,
      ['plain.json'] = false,
      ['plain.yaml'] = false,
      ['plain.toml'] = false,
    }) do
      local bufnr = edit(project .. '/' .. name)
      if expected then
        attached(bufnr)
      else
        next_turn() -- in which a server would be started
        equal(nil, server(bufnr))
      end
    end
    equal(1, #vim.lsp.get_clients({ name = 'trainlsp' }))
  end)

  check('restart brings the diagnostics back', function()
    vim.api.nvim_set_current_buf(script)
    local before = server(script)
    equal('trainlsp: restarting', notice('restart'))
    wait('another server', function()
      local s = server(script)
      return s and s.id ~= before.id and s.initialized
    end)
    equal(nil, vim.lsp.get_client_by_id(before.id))
    await_findings(script, faults)
    wait('both servers in the log', function()
      return select(2, text(vim.fn.bufnr('trainlsp://log')):gsub('info: initialize', '')) == 2
    end)
  end)

  check('an edit in trainlsp.toml shows in the script, and a mistake in it is found', function()
    local settings = edit(project .. '/trainlsp.toml')
    attached(settings)
    vim.api.nvim_buf_set_lines(settings, 0, -1, false, { 'ignore = ["missing_zero_grad"]', 'ingore = []' })
    await_findings(script, { 'unknown_sm_env_var', 'model_saved_outside_model_dir', 'failure_swallowed' })
    wait('a finding in trainlsp.toml', function()
      return vim.diagnostic.get(settings)[1]
    end)
    vim.api.nvim_buf_set_lines(settings, 0, -1, false, {})
    await_findings(script, faults)
    vim.cmd('silent write')
  end)

  check('the server knows all settings of the help', function()
    local help = read(plugin .. '/doc/trainlsp.txt')
    local example = help:match("\n(    vim%.lsp%.config%('trainlsp', {\n      settings.-\n    }%))\n")
    assert(load(example))()
    vim.api.nvim_set_current_buf(script)
    local before = server(script)
    notice('restart')
    wait('another server', function()
      local s = server(script)
      return s and s.id ~= before.id
    end)
    await_findings(script, faults)
    equal({ 'trainlsp: restarting' }, user.told)
    contains(document(script, 'info', 'info'), '"wholeFileDelay":500')
    close()
  end)

  check('no status where there is no training script', function()
    local jobs = edit(project .. '/launch.py')
    attached(jobs)
    local answered = false
    vim.api.nvim_create_autocmd('LspRequest', {
      callback = function(event)
        local request = event.data.request
        answered = request.method == 'workspace/executeCommand' and request.type == 'complete'
        return answered
      end,
    })
    vim.api.nvim_exec_autocmds('DiagnosticChanged', { buffer = jobs })
    wait('an answer about the status', function()
      return answered
    end)
    equal('', require('trainlsp').status(jobs))
    vim.api.nvim_set_current_buf(script)
  end)

  check('fix mends all', function()
    equal('trainlsp: Fix all that trainlsp can fix safely', notice('fix'))
    await_findings(script, {})
    await_status(script, 'Training · PyTorch · 5 of 5')
    vim.cmd('silent undo')
    await_status(script, 'Training · PyTorch · 4 of 5')
    vim.cmd('silent redo')
    await_status(script, 'Training · PyTorch · 5 of 5')
    equal('trainlsp: there is nothing to fix', notice('fix'))
    vim.cmd('silent write')
  end)

  for _, encoding in ipairs({ 'utf-8', 'utf-16', 'utf-32' }) do
    check('columns after an emoji in ' .. encoding, function()
      vim.lsp.config('trainlsp', { capabilities = { general = { positionEncodings = { encoding } } } })
      notice('restart')
      wait('a server with ' .. encoding, function()
        local s = server(script)
        return s and s.initialized and s.offset_encoding == encoding
      end)
      vim.api.nvim_buf_set_lines(script, 9, 9, false, { 'print("🚲 nach 🏔", os.environ["SM_MODEL_DIRR"])' })
      local found = finding(script, 'unknown_sm_env_var')
      equal('"SM_MODEL_DIRR"', underlined(script, found))
      cursor_at(found)
      code_actions(1)
      await_findings(script, {})
      equal('print("🚲 nach 🏔", os.environ["SM_MODEL_DIR"])', lines(script)[10])
      vim.api.nvim_buf_set_lines(script, 9, 10, false, {})
      vim.cmd('silent write')
    end)
  end

  check('health finds nothing wrong', function()
    local report = health()
    contains(report, 'The server is enabled')
    contains(report, vim.fn.exepath('trainlsp') .. ': trainlsp ')
    lacks(report, 'ERROR')
    lacks(report, 'WARNING')
  end)

  check('health finds a program that is newer than its server', function()
    local program, tomorrow = vim.fn.exepath('trainlsp'), os.time() + 86400
    vim.uv.fs_utime(program, tomorrow, tomorrow)
    contains(health(), 'The program on disk is newer than this server')
    vim.uv.fs_utime(program, tomorrow - 2 * 86400, tomorrow - 2 * 86400)
  end)

  check('health finds a second configuration and a second server', function()
    write(work .. '/other/lsp/trainlsp.lua', 'return {}')
    vim.opt.runtimepath:append(work .. '/other')
    local second = vim.lsp.start({ name = 'trainlsp-2', cmd = { 'trainlsp', 'serve' } }, { bufnr = script })
    wait('the second server', function()
      return vim.lsp.get_client_by_id(second).initialized
    end)
    local report = health()
    contains(report, 'There are several lsp/trainlsp.lua')
    contains(report, 'is attached to 2 servers')
    vim.lsp.get_client_by_id(second):stop()
    wait('the second server to end', function()
      return not vim.lsp.get_client_by_id(second)
    end)
    vim.opt.runtimepath:remove(work .. '/other')
  end)

  check('health finds that the program is missing', function()
    local name = 'no-such-trainlsp'
    vim.lsp.config('trainlsp', { cmd = { name } })
    contains(health(), ('`%s` is no program in PATH'):format(name))
    vim.lsp.config('trainlsp', { cmd = { 'trainlsp', 'serve' } })
  end)

  check('the help has valid tags', function()
    vim.fn.mkdir(work .. '/help/doc', 'p')
    vim.uv.fs_copyfile(plugin .. '/doc/trainlsp.txt', work .. '/help/doc/trainlsp.txt')
    vim.cmd.helptags(work .. '/help/doc')
    local tags = read(work .. '/help/doc/tags')
    for link in read(plugin .. '/doc/trainlsp.txt'):gmatch('|(%S-)|') do
      if link:find('rainlsp') then
        contains(tags, link .. '\t')
      else
        equal(link, vim.fn.getcompletion(link, 'help')[1] and link)
      end
    end
  end)

  check('nothing deprecated is used', function()
    vim.cmd('silent checkhealth vim.deprecated')
    lacks(text(0), plugin)
    vim.cmd.bwipeout()
  end)
end

local function main()
  prepare()
  local ok, why = xpcall(run, debug.traceback)
  if not ok then
    harness.failures = harness.failures + 1
    io.stdout:write('FAILED nvim_checks.lua: ' .. why:gsub('\n', ' ') .. '\n')
  end
  vim.cmd(harness.failures == 0 and 'qall!' or 'cquit!')
end

vim.schedule(main)
