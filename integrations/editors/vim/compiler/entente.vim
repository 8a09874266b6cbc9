" Vim and Neovim: `:compiler entente`, and `:make` checks the network of this buffer; the quickfix list leads to each
" mistake. Words behind `:make` go to the program: `:make --strict`. What make and ninja print is read as well.
if exists('current_compiler')
  finish
endif
let current_compiler = 'entente'

let s:cpo = &cpo
set cpo&vim

CompilerSet makeprg=entente\ check\ %:S

" A column counts characters, which %c would take for bytes. The line of the source and the one with the caret, which
" begin with two blanks, belong to the message without being part of it.
CompilerSet errorformat=
      \%E%f:%l:%v:\ error:\ %m,
      \%W%f:%l:%v:\ warning:\ %m,
      \%+Eentente:\ %m,
      \%+Z\ \ help:\ %m,
      \%-C\ \ %.%#,
      \%D%*\\a:\ Entering\ directory\ %*[`']%f',
      \%X%*\\a:\ Leaving\ directory\ %*[`']%f',
      \%D%*\\a[%*\\d]:\ Entering\ directory\ %*[`']%f',
      \%X%*\\a[%*\\d]:\ Leaving\ directory\ %*[`']%f',
      \%-G%.%#

let &cpo = s:cpo
unlet s:cpo
