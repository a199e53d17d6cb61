" trainlsp for ALE, which looks for linters on Vim's runtimepath. Its settings are those of ../../plugin/trainlsp.vim.

function! ale_linters#python#trainlsp#ProjectRoot(buffer) abort
    return trainlsp#root(fnamemodify(bufname(a:buffer), ':p'))
endfunction

call ale#linter#Define('python', {
\   'name': 'trainlsp',
\   'lsp': 'stdio',
\   'executable': {buffer -> g:trainlsp_path},
\   'command': '%e serve',
\   'project_root': function('ale_linters#python#trainlsp#ProjectRoot'),
\   'lsp_config': {buffer -> {'trainlsp': g:trainlsp_settings}},
\})
