#!/bin/sh
# pandoc.sh PROGRAM FOLDER    the filter in the pandoc that is installed, and in pandoc 3, which npm brings
# shellcheck source=tests/integrations/frame.sh
. "$(dirname "$0")/frame.sh"
needs pandoc luacheck make pdflatex pdftotext unzip xmllint chromium node npm
filter=$top/integrations/pandoc/entente.lua
mkdir "$work/integrations"
cp -R "$top/integrations/pandoc/." "$work/integrations/pandoc"
cd "$work/integrations/pandoc/example"
rm -rf build
well luacheck -q --config "$top/integrations/pandoc/.luacheckrc" "$filter"

# The words of a figure and its place are the same in each output.
well make
look 3 build/report.html
holds build/report.html '<figure class="entente" id="fig:nordic">'
holds build/report.html '<desc id="n'
holds build/report.html '<svg style="width:50%"'
holds build/report.html '>Aland and Bland are members of a pact.</desc>'
holds build/report.html 'xlink:href="https://example.org/pact"'

pdftotext -layout build/report.pdf "$work/pdf.txt"
holds "$work/pdf.txt" 'applied to join'
holds "$work/pdf.txt" 'Figure 1: Finland and Sweden joined NATO, Ukraine applied'

unzip -q build/report.docx -d "$work/docx"
holds "$work/docx/word/document.xml" 'descr="Finland and Sweden in NATO. Country: '
holds "$work/docx/word/document.xml" 'w:val="ImageCaption"'
[ "$(find "$work/docx/word/media" -name '*.png' | wc -l)" = 3 ] || wrong 'three pictures in the DOCX'
unzip -q build/report.odt -d "$work/odt"
[ "$(find "$work/odt/Pictures" -name '*.png' | wc -l)" = 3 ] || wrong 'three pictures in the ODT'
unzip -q build/report.epub -d "$work/epub"
well xmllint --noout "$work"/epub/EPUB/text/*.xhtml
look 2 "$work/epub/EPUB/text/ch001.xhtml"

pandoc --lua-filter "$filter" report.md -t plain -o "$work/words.txt"
holds "$work/words.txt" 'Ukraine applied to join NATO, proposed'
pandoc --lua-filter "$filter" --extract-media="$work/media" report.md -t gfm -o "$work/report.gfm"
grep -o '[^("]*\.svg' "$work/report.gfm" >"$work/pictures"
[ "$(wc -l <"$work/pictures")" = 3 ] || wrong 'three pictures in the Markdown'
[ "$(find "$work/media" -type f | wc -l)" = 3 ] || wrong 'three files beside it'
while read -r picture; do
    [ -s "$picture" ] || wrong "$picture is there"
done <"$work/pictures"

# Nothing changes, nothing is made; an include changes, and only the figures do.
made=$(make)
[ "$made" = "make: Nothing to be done for 'all'." ] || wrong "nothing is made anew: $made"
without_figures() {
    sed '/<svg/,/<\/svg>/d' build/report.html
}
without_figures >"$work/before"
cp build/report.html "$work/before.html"
edit sources.yaml 'NATO member countries' 'Members of NATO'
touch -d '2 seconds' sources.yaml
well make build/report.html
holds build/report.html 'Members of NATO'
without_figures | cmp -s - "$work/before" || wrong 'an edit changes the figures alone'
! cmp -s build/report.html "$work/before.html" || wrong 'the figures change'

# A mistake: every one at its place, and no page of before.
edit nordic.yaml 'status: proposed' 'status: propsed'
edit report.md 'bland -> pact' 'blnd -> pact'
edit report.md 'view=members' 'view=membrs'
fails 'nordic.yaml:9:' 'report.md:10: error: no figure' 'report.md:14: error: no figure' 'report.md:25:' \
    'did you mean' -- pandoc --lua-filter "$filter" report.md -o build/report.html
[ ! -e build/report.html ] || wrong 'the page of before is removed'
# shellcheck disable=SC2317
from_stream() {
    pandoc --lua-filter "$filter" <report.md
}
fails 'block:7:' -- from_stream
ENTENTE=nowhere fails 'report.md:10: error: no figure' 'nowhere' -- pandoc --lua-filter "$filter" report.md -o build/report.html

npm_answers || {
    echo 'left out: pandoc 3, since npm reaches no registry'
    finish
}

# The same page in pandoc 3.
# shellcheck disable=SC2317
three() { # OUTPUT [OPTIONS]
    node "$top/tests/integrations/pandoc3.mjs" "$work/npm/node_modules/pandoc-wasm" "$filter" report.md "$@"
}
well npm install --silent --no-audit --no-fund --prefix "$work/npm" pandoc-wasm@1.1.0
cp "$top"/integrations/pandoc/example/*.* .
well three three.html '{"css": ["style.css"], "embed-resources": true}'
look 3 three.html
holds three.html '<figure id="fig:nordic" class="entente">'
well three three.docx
unzip -q three.docx -d "$work/docx3"
holds "$work/docx3/word/document.xml" 'descr="Finland and Sweden in NATO. Country: '
well three three.tex
holds three.tex 'alt={Aland and Bland are members of a pact.}'
edit report.md 'bland -> pact' 'blnd -> pact'
fails 'report.md:25:' -- three three.html
finish
