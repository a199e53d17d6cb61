" trainlsp for Vim: its settings, and its registration with vim-lsp. What ALE needs is in ../ale_linters/.

" The program.
let g:trainlsp_path = get(g:, 'trainlsp_path', 'trainlsp')
" The settings, such as {'ignore': ['missing_evaluation_patterns']}.
let g:trainlsp_settings = get(g:, 'trainlsp_settings', {})

augroup trainlsp
    autocmd!
    autocmd User lsp_setup call lsp#register_server({
    \   'name': 'trainlsp',
    \   'cmd': {server -> [g:trainlsp_path, 'serve']},
    \   'allowlist': ['python'],
    \   'root_uri': {server -> lsp#utils#path_to_uri(trainlsp#root(lsp#utils#get_buffer_path()))},
    \   'workspace_config': {'trainlsp': g:trainlsp_settings},
    \})
augroup END
