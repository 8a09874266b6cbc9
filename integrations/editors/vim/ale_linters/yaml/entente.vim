" ALE: marks what `entente check` finds in the text of the buffer, saved or not. Only where b:ale_linters or
" g:ale_linters names it, so that other YAML is left alone.
function! ale_linters#yaml#entente#Handle(buffer, lines) abort
  let l:found = []
  for l:item in ale#util#FuzzyJSONDecode(join(a:lines, ''), [])
    let l:here = l:item.file is# '<stdin>'
    let l:problem = {
    \   'lnum': l:item.line is v:null ? 1 : l:item.line,
    \   'type': l:item.severity is# 'error' ? 'E' : 'W',
    \   'code': l:item.rule,
    \   'text': l:item.message . (l:item.help is v:null ? '' : ' – ' . l:item.help),
    \}
    if l:here && l:item.line isnot v:null
      " From characters to the bytes that ALE counts.
      let l:line = get(getbufline(a:buffer, l:item.line), 0, '')
      let l:problem.col = byteidx(l:line, l:item.column - 1) + 1
      if l:item.endLine == l:item.line
        let l:problem.end_col = byteidx(l:line, l:item.endColumn - 1)
      endif
    elseif l:item.line isnot v:null
      let l:problem.filename = fnamemodify(bufname(a:buffer), ':p:h') . '/' . l:item.file
    endif
    call add(l:found, l:problem)
  endfor
  return l:found
endfunction

call ale#linter#Define('yaml', {
\   'name': 'entente',
\   'executable': 'entente',
\   'command': '%e check --diagnostics json -',
\   'cwd': '%s:h',
\   'output_stream': 'stderr',
\   'callback': 'ale_linters#yaml#entente#Handle',
\})
