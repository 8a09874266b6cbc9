#!/bin/sh
# editors.sh EDITOR PROGRAM FOLDER    whether an editor finds the places that messages name (integrations/editors)
#
# EDITOR is vim, nvim, emacs, or vscode, whose problem matcher is tried in Node. Exit 77 where it is not there.
set -eu

editor=$1
program=$(readlink -f "$2")
ours=$(readlink -f "$3")/integrations/editors
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/parts"
ln -s "$program" "$work/bin/entente"
PATH=$work/bin:$PATH
export LC_ALL=C.UTF-8 TERM=dumb HOME="$work" NO_COLOR=1
cd "$work"

need() { # COMMAND
    command -v "$1" >/dev/null || {
        echo "SKIPPED: this needs $1"
        exit 77
    }
}

# A message with help and one without, behind letters of two bytes, in an included file, a warning, a blank in a name.
cat >'a network.yaml' <<'YAML'
include: parts/people.yaml
nodes:
  countries: {ö: {name: Österreich, nmae: x}, peru: Peru}
edges:
  - ö -> pru: ally
  - ö -> peru: {relation: ally, since: 2021-04-31}
YAML
echo 'nodes: {people: {ada: {nam: Ada}}}' >parts/people.yaml
printf 'title:  One\nnodes: {countries: {ys: "Ys"}}\n' >warned.yaml
entente check 'a network.yaml' warned.yaml >said 2>&1 || true
places() { # FILE: file|line|column|E or W of each message in it
    sed -nE 's/^([^ ].*):([0-9]+):([0-9]+): (error|warning): .*/\1|\2|\3|\4/; s/error$/E/; s/warning$/W/; /\|/p' "$1"
}
places said >expected
if [ "$(grep -c . expected)" -lt 5 ] || ! grep -q 'W$' expected || ! grep -q '^parts/' expected; then
    echo 'these messages try nothing:' && cat said
    exit 1
fi
grep -v '^warned' expected >expected-of-text
printf 'title: One\nnodes: {countries: {ys: Ys}}\n' >formatted.yaml

same() { # WHAT EXPECTED FOUND
    LC_ALL=C sort "$2" >left
    LC_ALL=C sort "$3" | diff left - || {
        echo "$1: these are not the places"
        exit 1
    }
}

formatted() { # the file that was saved
    cmp -s warned.yaml formatted.yaml || {
        echo 'the text is not in house style' && cat warned.yaml
        exit 1
    }
    printf 'nodes: [\n' | cmp -s - broken.yaml || {
        echo 'text with a mistake does not stay as it was' && cat broken.yaml
        exit 1
    }
}

vim_with() { # SCRIPT FILE
    timeout 60 "$editor" -u NONE -i NONE -n -N -es --cmd "set runtimepath^=$ours/vim" -S "$1" "$2" >/dev/null 2>&1 || {
        echo "$editor stopped" && cat "$1"
        exit 1
    }
}

with_vim() {
    cat >list.vim <<'VIM'
compiler entente
silent make warned.yaml no.yaml
set hidden
let s:found = []
for s:i in range(len(getqflist()))
  let s:item = getqflist()[s:i]
  if s:item.bufnr
    execute 'cc' s:i + 1
    call add(s:found, printf('%s|%d|%d|%s', bufname(''), line('.'), charcol('.'), s:item.type))
  endif
endfor
call writefile(s:found, 'found')
call writefile(map(getqflist(), 'substitute(v:val.text, "\n", " ", "g")'), 'texts')
qall!
VIM
    cat >format.vim <<'VIM'
call entente#format()
write
edit! broken.yaml
call setline(1, 'nodes: [')
call entente#format()
write
qall!
VIM
    vim_with list.vim 'a network.yaml'
    same quickfix expected found
    if ! grep -q 'there is no node .pru. *help: did you mean .peru.' texts || ! grep -q 'error: cannot read .no.yaml.' texts ||
        grep '\^~' texts; then
        echo 'these are not the messages' && cat texts
        exit 1
    fi
    vim_with format.vim warned.yaml
    formatted
}

# Included files are left out: ALE takes what lies in a folder for temporary files for the text of the buffer.
with_ale() {
    cat >ale.vim <<'VIM'
let g:ale_linters = {'yaml': ['entente']}
silent! packadd ale
if !exists(':ALELint')
  qall!
endif
set filetype=yaml
call ale#Queue(0)
for s:left in range(100)
  sleep 100m
  if !empty(getloclist(0))
    break
  endif
endfor
let s:found = filter(getloclist(0), 'v:val.col > 0')
call writefile(map(s:found, 'printf("a network.yaml|%d|%d|%s", v:val.lnum, charidx(getline(v:val.lnum), v:val.col - 1) + 1, v:val.type)'), 'linted')
qall!
VIM
    vim_with ale.vim 'a network.yaml'
    [ ! -e linted ] || {
        grep -v '^parts/' expected-of-text >expected-of-ale
        same ALE expected-of-ale linted
    }
}

case $editor in
vim)
    need vim
    vim --version | grep -q '+quickfix' || need vim-with-quickfix
    with_vim
    with_ale
    ;;
nvim)
    need nvim
    with_vim
    cat >marks.vim <<'VIM'
lua << LUA
require('entente').attach()
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.tbl_map(function(it)
  local included, line = it.message:match('^(parts/.-):(%d+): ')
  if included then return included .. '|' .. line .. '|24|E' end
  local text = vim.fn.getline(it.lnum + 1)
  return ('a network.yaml|%d|%d|%s'):format(it.lnum + 1, vim.fn.charidx(text, it.col) + 1, it.severity == 1 and 'E' or 'W')
end, vim.diagnostic.get(0))
vim.fn.writefile(found, 'marked')
LUA
qall!
VIM
    vim_with marks.vim 'a network.yaml'
    same diagnostics expected-of-text marked
    ;;
emacs)
    need emacs
    cat >list.el <<'LISP'
(require 'entente)
(defun settle (done)
  (let ((left 200))
    (while (and (> (setq left (1- left)) 0) (not (funcall done)))
      (accept-process-output nil 0.1))))
(defun into (file lines)
  (with-temp-file file
    (insert (mapconcat #'identity lines "\n") "\n")))
(defun listed (buffer)
  (let (found)
    (with-current-buffer buffer
      (goto-char (point-min))
      (ignore-error user-error
        (while t
          (compilation-next-error 1)
          (let* ((message (get-text-property (point) 'compilation-message))
                 (place (compilation--message->loc message)))
            (push (format "%s|%d|%d|%s" (caar (compilation--loc->file-struct place)) (compilation--loc->line place)
                          (compilation--loc->col place) (if (eq (compilation--message->type message) 1) "W" "E"))
                  found)))))
    found))
(defun marked (one)
  (goto-char (flymake-diagnostic-beg one))
  (let ((text (flymake-diagnostic-text one)))
    (if (string-match "^\\(parts/.*\\):\\([0-9]+\\): " text)
        (format "%s|%s|24|E" (match-string 1 text) (match-string 2 text))
      (format "a network.yaml|%d|%d|%s" (line-number-at-pos) (1+ (- (point) (line-beginning-position)))
              (if (eq (flymake-diagnostic-type one) :error) "E" "W")))))
(find-file "a network.yaml")
(entente-mode 1)
(settle #'flymake-diagnostics)
(into "marked" (mapcar #'marked (flymake-diagnostics)))
(let (found)
  (dolist (file '("a network.yaml" "warned.yaml"))
    (find-file file)
    (let ((buffer (entente-check)))
      (settle (lambda () (not (get-buffer-process buffer))))
      (setq found (append (listed buffer) found))))
  (into "found" found))
(find-file "warned.yaml")
(setq entente-format-on-save t)
(entente-mode 1)
(set-buffer-modified-p t)
(save-buffer)
(find-file "broken.yaml")
(entente-mode 1)
(insert "nodes: [\n")
(save-buffer)
LISP
    timeout 120 emacs -Q --batch -L "$ours/emacs" -l list.el >log 2>&1 || { cat log && exit 1; }
    same compilation expected found
    same flymake expected-of-text marked
    formatted
    ;;
vscode)
    need node
    cat >match.mjs <<'JS'
import fs from 'node:fs';
const [tasks, said] = process.argv.slice(2).map((name) => fs.readFileSync(name, 'utf8'));
for (const { problemMatcher: { pattern } } of JSON.parse(tasks).tasks.filter((task) => task.problemMatcher.pattern)) {
  for (const line of said.split('\n')) {
    const match = new RegExp(pattern.regexp).exec(line);
    if (!match) continue;
    const [file, at, column, severity, message] = ['file', 'line', 'column', 'severity', 'message'].map((key) => match[pattern[key]]);
    if (!message || /\[/.test(message)) throw new Error(`no message: ${line}`);
    console.log(`${file}|${at}|${column}|${severity === 'error' ? 'E' : 'W'}`);
  }
}
JS
    node match.mjs "$ours/vscode/tasks.json" said >found
    same 'the problem matcher' expected found
    ;;
*)
    echo "no editor $editor"
    exit 2
    ;;
esac
echo "$editor finds $(grep -c . expected) places"
