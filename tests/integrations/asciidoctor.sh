#!/bin/sh
# asciidoctor.sh PROGRAM FOLDER    the extension in Asciidoctor and Asciidoctor PDF
# shellcheck source=tests/integrations/frame.sh
. "$(dirname "$0")/frame.sh"
needs asciidoctor asciidoctor-pdf rubocop make pdftotext pdfimages xmllint chromium node
mkdir "$work/integrations"
cp -R "$top/integrations/asciidoctor" "$work/integrations/asciidoctor"
extension=$work/integrations/asciidoctor/entente.rb
cd "$work/integrations/asciidoctor"
well rubocop --cache false entente.rb
cd example
rm -rf build

# The same figure, numbered and told, in each output.
well make
look 3 build/report.html
holds build/report.html '<div id="nordic" class="imageblock">'
holds build/report.html '<div class="title">Figure 1. Finland and Sweden <em>joined</em> NATO, Ukraine applied</div>'
holds build/report.html '<div class="title">Figure 2. Two states and a pact</div>'
holds build/report.html 'width="50%">'
holds build/report.html '>Aland and Bland are members of a pact.</desc>'
holds build/report.html 'xlink:href="https://example.org/pact"'
holds build/report.html '<a href="#nordic">'

pdftotext -layout build/report.pdf "$work/pdf.txt"
holds "$work/pdf.txt" 'applied to join'
holds "$work/pdf.txt" 'Figure 2. Two states and a pact'

well xmllint --noout build/report.xml
holds build/report.xml '<phrase>Finland and Sweden in NATO. Country: '
grep -o 'fileref="[^"]*' build/report.xml | cut -d '"' -f 2 >"$work/pictures"
[ "$(wc -l <"$work/pictures")" = 3 ] || wrong 'three pictures in the DocBook'
while read -r picture; do
    well xmllint --noout "build/$picture"
done <"$work/pictures"

well asciidoctor -r "$extension" -b xhtml5 report.adoc -o "$work/report.xhtml"
well xmllint --noout --nonet "$work/report.xhtml"

# Letters that Asciidoctor PDF does not have are there all the same.
cat >letters.adoc <<'TEXT'
entente::letters.yaml[]
TEXT
printf 'nodes: {countries: {ua: Україна, pl: Łódź}, agreements: {pact: Пакт}}\nedges: [ua -> pact: member]\n' >letters.yaml
well asciidoctor-pdf -r "$extension" letters.adoc
pdfimages -list letters.pdf | grep -q ' 300 * 300 ' || wrong 'another script is drawn with 300 pixels to an inch'

# Nothing changes, nothing is made; an include changes, and only the figures do.
made=$(make)
[ "$made" = "make: Nothing to be done for 'all'." ] || wrong "nothing is made anew: $made"
without_figures() {
    sed -e '/<svg/,/<\/svg>/d' build/report.html
}
without_figures >"$work/before"
cp build/report.html "$work/before.html"
edit sources.yaml 'NATO member countries' 'Members of NATO'
touch -d '2 seconds' sources.yaml
well make
holds build/report.html 'Members of NATO'
without_figures | cmp -s - "$work/before" || wrong 'an edit changes the figures alone'
! cmp -s build/report.html "$work/before.html" || wrong 'the figures change'
while read -r picture; do
    case $picture in
    nordic-*) [ ! -e "build/$picture" ] || wrong "$picture of before is removed" ;;
    *) [ -e "build/$picture" ] || wrong "$picture stays" ;;
    esac
done <"$work/pictures"

# A mistake: every one at its place, in the page too; the call fails whatever it is told.
edit nordic.yaml 'status: proposed' 'status: propsed'
edit report.adoc 'bland -> pact' 'blnd -> pact'
fails 'nordic.yaml:9:' 'report.adoc: line 10: no figure' 'report.adoc: line 14: no figure' 'report.adoc:26:' \
    'did you mean' -- asciidoctor -r "$extension" report.adoc -o build/report.html
lacks build/report.html '<svg'
holds build/report.html 'report.adoc:26:'
fails 'nordic.yaml:9:' -- make build/report.xml
[ -z "$(find build -name 'nordic-*' -o -name 'report.xml')" ] || wrong 'nothing of before stays'
ENTENTE=nowhere fails 'line 10: no figure' 'nowhere' -- asciidoctor -r "$extension" report.adoc

# Inside of other blocks and of files, and from a stream.
mkdir part
cat >nested.adoc <<'TEXT'
====
An example.

* with a list
+
[entente]
....
edges: [a -> b]
....
====

include::part/part.adoc[]
TEXT
printf '[entente]\n----\n\nedges: [b -> a]\n----\n' >part/part.adoc
fails 'nested.adoc:8:' 'part/part.adoc:4:' -- asciidoctor -r "$extension" nested.adoc
from_stream() { # shellcheck disable=SC2317
    asciidoctor -r "$extension" - <part/part.adoc
}
fails '<stdin>:' -- from_stream

# What a page may do, it may do in its own folder.
printf 'entente::../outside.yaml[]\n\nentente::letters.yaml[root=/]\n' >safe.adoc
cp letters.yaml ../outside.yaml
well asciidoctor -r "$extension" -a entente-root=/ safe.adoc
fails 'illegal reference' 'line 1: no figure' 'root: not for a page' -- asciidoctor -S safe -r "$extension" safe.adoc
well asciidoctor -S secure -r "$extension" safe.adoc
lacks safe.html '<svg'
holds safe.html 'href="letters.yaml"'
finish
