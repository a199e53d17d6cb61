" What a user of trainlsp in Vim does and sees, with ALE. vim.sh runs it in a terminal, after the user's own vimrc. What
" it finds goes to the file $REPORT; at its end Vim ends.

set nomore
let s:report = []
let s:failures = 0

" s:check waits until an expression has a value, for ten seconds at most, and says so.
function! s:check(name, expected, expression) abort
    let l:start = reltime()
    while eval(a:expression) != a:expected && reltimefloat(reltime(l:start)) < 10
        sleep 20m
    endwhile
    let l:seen = eval(a:expression)
    if l:seen == a:expected
        call add(s:report, printf('ok %s (%.0f ms)', a:name, 1000 * reltimefloat(reltime(l:start))))
    else
        let s:failures += 1
        call add(s:report, printf('FAILED %s: expected %s, seen %s', a:name, json_encode(a:expected), json_encode(l:seen)))
    endif
endfunction

" What ALE shows: line, column, severity and category of each.
function! Diagnostics() abort
    return map(copy(ale#engine#GetLoclist(bufnr('train.py'))), {_, d -> [d.lnum, d.col, d.type, d.code]})
endfunction

" The texts of all windows but the script's.
function! Windows() abort
    let l:others = filter(range(1, winnr('$')), {_, w -> bufname(winbufnr(w)) !~# 'train\.py$'})
    return join(map(l:others, {_, w -> join(getbufline(winbufnr(w), 1, '$'), "\n")}), "\n")
endfunction

let s:variable = [11, 21, 'W', 'unknown_sm_env_var']
let s:gradients = [26, 9, 'W', 'missing_zero_grad']
let s:saved = [36, 36, 'E', 'model_saved_outside_model_dir']
let s:swallowed = [46, 5, 'W', 'failure_swallowed']

function! s:below(count, diagnostic) abort
    return [a:diagnostic[0] + a:count] + a:diagnostic[1:]
endfunction

call s:check('diagnostics appear', [s:variable, s:gradients, s:saved, s:swallowed], 'Diagnostics()')
call s:check('their lines have signs', 4, 'len(sign_getplaced("", {"group": "*"})[0].signs)')

call cursor(36, 38)
ALEHover
call s:check('hover tells the reason', v:true, 'Windows() =~# "SageMaker uploads"')
only

call cursor(26, 9)
" vim.sh answers which of them.
ALECodeAction
call s:check('the first quick fix is applied', ['        optimizer.zero_grad()', '        loss.backward()'], 'getline(26, 27)')
" While a script runs, Vim does not notice by itself that the text has changed.
doautocmd TextChanged
call s:check('what is fixed disappears', [s:variable, s:below(1, s:saved), s:below(1, s:swallowed)], 'Diagnostics()')

" ALE takes a place in UTF-16 units for one in bytes: behind this emoji it is two bytes too far to the left.
call cursor(11, 1)
call feedkeys("oGPUS = \"🚲\", os.environ[\"SM_NUM_GPU\"]\<Esc>", 'tx')
call s:check('typing brings a new diagnostic',
\   [s:variable, [12, 25, 'W', 'unknown_sm_env_var'], s:below(2, s:saved), s:below(2, s:swallowed)], 'Diagnostics()')

let g:trainlsp_settings = {'ignore': ['unknown_sm_env_var']}
ALELint
call s:check('a rule that the settings ignore is silent', [s:below(2, s:saved), s:below(2, s:swallowed)], 'Diagnostics()')

call writefile(s:report, $REPORT)
if s:failures
    cquit
endif
quitall!
