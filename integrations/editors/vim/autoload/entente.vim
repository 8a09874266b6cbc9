" Puts the text of the buffer in house style, and leaves it alone where it has a mistake.
function! entente#format() abort
  let l:before = getline(1, '$')
  let l:after = systemlist('entente fmt', l:before)
  if v:shell_error
    echohl WarningMsg | echomsg 'entente: not put in house style: ' . get(l:after, 0, '') | echohl None
    return
  endif
  if l:after ==# l:before
    return
  endif
  let l:view = winsaveview()
  call setline(1, l:after)
  call deletebufline('%', len(l:after) + 1, '$')
  call winrestview(l:view)
endfunction
