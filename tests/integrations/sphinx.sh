#!/bin/sh
# sphinx.sh PROGRAM FOLDER    the extension of integrations/sphinx, and Sphinx's own for Graphviz, with the real Sphinx
# shellcheck source-path=SCRIPTDIR source=frame.sh disable=SC1112,SC2317
. "$(dirname "$0")/frame.sh"
needs sphinx-build node

export PYTHONPATH="$top/integrations/sphinx" PYTHONDONTWRITEBYTECODE=1
example sphinx
cd "$work/sphinx"
north=networks/north.yaml

build() { # BUILDER FOLDER OPTION...
    builder=$1
    folder=$2
    shift 2
    sphinx-build -q -b "$builder" -d "$work/$folder.read" "$@" . "$work/$folder"
}

# What a page holds beside the drawings.
page_without() { # FILE
    awk '/<svg .*role="graphics-document"/ { inside = 1 } !inside; /<\/svg>/ { inside = 0 }' "$1"
}

# ---- in a browser ----

# These themes have no dark page; furo, as Debian has it, has one only by its switch.
for theme in alabaster sphinx_rtd_theme pydata_sphinx_theme; do
    well build html "$theme" -W -D "html_theme=$theme" -D entente_options.theme=light
    look 3 "$work/$theme/index.html"
done
well build html html -W
html=$work/html/index.html
look 3 "$html#dark=document.body.dataset.theme = 'dark'"
holds "$html" 'id="north"'
holds "$html" '<em>The Northern Pact</em>'
holds "$html" '>Aland and Bland are members of the pact.</desc>'
holds "$html" 'href="https://example.org/treaty"'
lacks "$html" "$work"

# ---- what other builders show ----

well build text text -W
holds "$work/text/index.txt" 'Cland may join The'
holds "$work/text/index.txt" 'Aland and Bland are members of the pact.'
well build man man -W
holds "$work/man/anexample.1" 'may join The Northern Pact, proposed'
well build latex latex -W
holds "$work/latex/anexample.tex" 'includegraphics{{north-'
if command -v latexmk >/dev/null; then
    well env -C "$work/latex" latexmk -pdf -interaction=batchmode anexample.tex
    pdftotext "$work/latex/anexample.pdf" "$work/pdf.txt"
    holds "$work/pdf.txt" 'may join'
fi
well build epub epub -D version=1 -D copyright=nobody
unzip -q "$work/epub/Anexample.epub" -d "$work/book"
holds "$work/book/index.xhtml" 'alt="Aland and Bland are members of the pact."'
well xmllint --noout "$work"/book/_images/*.svg
[ "$(grep -o '_images/[^"]*' "$work/book/index.xhtml" | sort)" = "$(cd "$work/book" && ls _images/*)" ] ||
    wrong 'the book has the files of its figures and no others'

# ---- in another language ----

well build gettext gettext -W
holds "$work/gettext/index.pot" 'Aland and Bland are members of the pact.'
holds "$work/gettext/index.pot" 'Who is in *The Northern Pact*'
lacks "$work/gettext/index.pot" 'Cland'
mkdir -p locale/de/LC_MESSAGES
cat >locale/de/LC_MESSAGES/index.po <<'PO'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "Aland and Bland are members of the pact."
msgstr "Aland und Bland gehören dazu."

msgid "Who is in *The Northern Pact*, and who may join."
msgstr "Wer *im Nordpakt* ist."
PO
sed 's/title: The Northern Pact/title: Der Nordpakt/; 1i lang: de' "$north" >networks/north.de.yaml
well build html german -W -D language=de -D locale_dirs=locale
holds "$work/german/index.html" '>Aland und Bland gehören dazu.</desc>'
holds "$work/german/index.html" 'Wer <em>im Nordpakt</em> ist.'
holds "$work/german/index.html" 'Der Nordpakt</title>'
rm -r locale networks/north.de.yaml

# ---- several at once ----

for page in 1 2 3 4 5 6 7 8; do
    printf 'Page\n====\n\n.. entente:: %s\n   :as-of: 20%02d\n' "$north" $((page * 3)) >"page$page.rst"
done
well build html serial -j 1
well build html parallel -j 2
sums "$work/serial" | grep '\.html$' >"$work/sums"
sums "$work/parallel" | grep '\.html$' | cmp -s - "$work/sums" || wrong 'two processes build the same pages'
edit page5.rst "$north" networks/none.yaml
touch page*.rst # few pages would be read one after the other
fails 'page5.rst:4: ERROR: cannot read ‘networks/none.yaml’' -- build html parallel -j 2
edit page5.rst networks/none.yaml "$north"
well build html parallel -j 2
rm page*.rst

# ---- what changed ----

unchanged=$(sums "$work/html")
well build html html -W
[ "$(sums "$work/html")" = "$unchanged" ] || wrong 'without a change nothing is written'

page_without "$html" >"$work/before"
edit "$north" 'name: Aland' 'name: Oland'
well build html html -W
holds "$html" '>Oland<'
page_without "$html" | cmp -s - "$work/before" || wrong 'only the figures change'

edit networks/north-sources.yaml 'Treaty of the North' 'Treaty of Oland'
well build html html -W
holds "$html" '>Treaty of Oland'

# An older file that is moved to the place of a newer one.
sed 's/name: Oland/name: Eland/' "$north" >"$work/older.yaml"
touch -d '2001-02-03' "$work/older.yaml"
mv "$work/older.yaml" "$north"
well build html html -W
holds "$html" '>Eland<'

# ---- mistakes ----

figures() {
    grep -c 'role="graphics-document"' "$html"
}

# Each build tells them again, in every way of building, until they are mended.
edit "$north" 'cland ->' 'clund ->'
for time in first second; do
    fails "$work/sphinx/$north:12:5: ERROR: there is no node ‘clund’" 'did you mean ‘cland’?' -- build html html
    [ "$(figures)" = 1 ] || wrong "the $time time no figure of before is left"
done
fails 'north.yaml:12:5:there is no node ‘clund’' -- build html html -W
[ ! -e "$html" ] || wrong 'with -W no page of before is left'
fails 'north.yaml:12:5: ERROR:' -- build html html -W --keep-going
fails 'north.yaml:12:5: ERROR:' -- build latex latex
edit "$north" 'clund ->' 'cland ->'
well build html html -W
[ "$(figures)" = 3 ] || wrong 'when it is mended the figures are there'

mv networks/north-sources.yaml networks/moved.yaml
fails 'north.yaml:3:10: ERROR: cannot read ‘north-sources.yaml’' -- build html html
mv networks/moved.yaml networks/north-sources.yaml
well build html html -W
mv "$north" networks/moved.yaml
fails 'index.rst:6: ERROR: cannot read ‘networks/north.yaml’' -- build html html
mv networks/moved.yaml "$north"
well build html html -W

edit index.rst 'since: 1921' 'sinc: 1921'
fails 'index.rst:27:50: ERROR: an edge has no key ‘sinc’' -- build html html
edit index.rst 'sinc: 1921' 'since: 1921'
edit index.rst ':view: members' ':veiw: members'
fails 'index.rst:12: ERROR: unknown option ‘--veiw’' 'did you mean ‘--view’?' -- build html html
edit index.rst ':veiw: members' ':view: members'
fails 'ERROR: ‘nowhere’ cannot be run' -- build html html -D entente_program=nowhere
well build html html -W

# ---- pages in Markdown ----

mkdir "$work/myst" && cd "$work/myst"
cp -R "$work/sphinx/networks" .
printf 'extensions = ["sphinx_entente", "myst_parser"]\n' >conf.py
cat >index.md <<'MD'
# In Markdown

```{entente} networks/north.yaml
:view: members
```

- ```{entente}
  :caption: A treaty

  title: The Treaty
  nodes: {countries: {elbia: Elbia}}
  ```
MD
well build html myst-html -W
look 2 "$work/myst-html/index.html"
edit index.md 'elbia: Elbia' 'elbia: {nam: Elbia}'
fails 'index.md:11:31: ERROR: a node has no key ‘nam’' -- build html myst-html

# ---- Sphinx's own extension for Graphviz takes the program as it is ----

mkdir "$work/stock" && cd "$work/stock"
cp -R "$work/sphinx/networks" .
printf 'extensions = ["sphinx.ext.graphviz"]\ngraphviz_dot = "entente"\n' >conf.py
printf 'Stock\n=====\n\n.. graphviz:: %s\n   :caption: The north\n   :alt: The north\n' "$north" >index.rst
well build html stock-svg -W -D graphviz_output_format=svg
holds "$work/stock-svg/index.html" 'type="image/svg+xml"'
well xmllint --noout "$work"/stock-svg/_images/graphviz-*.svg
well build html stock-png -W -D graphviz_output_format=png
holds "$work/stock-png/index.html" 'href="https://example.org/aland"'
look 1 "$work/stock-png/index.html"
well build latex stock-latex -W
edit "$north" 'cland ->' 'clund ->'
fails 'there is no node' -- build html stock-svg -W -D graphviz_output_format=svg

# ---- the code ----

cd "$top/integrations/sphinx"
well mypy --cache-dir "$work/mypy" sphinx_entente
well flake8 --max-line-length 120 .
finish
