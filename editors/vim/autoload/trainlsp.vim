" The folder of the project that a file belongs to; of a file that belongs to none, the folder that it stands in.
function! trainlsp#root(file) abort
    let l:folder = fnamemodify(a:file, ':h')

    for l:marker in ['trainlsp.toml', 'pyproject.toml', '.git']
        let l:found = findfile(l:marker, l:folder . ';')
        let l:found = empty(l:found) ? finddir(l:marker, l:folder . ';') : l:found

        if !empty(l:found)
            return substitute(fnamemodify(l:found, ':p'), '[/\\]' . l:marker . '[/\\]\?$', '', '')
        endif
    endfor

    return l:folder
endfunction
