#!/bin/sh
# consumers.sh CONSUMER PROGRAM ALIKE FOLDER    whether a program that figures are put into shows them as we do
#
# Exit 77 where the consumer is not there. Its picture must look like our PNG (ALIKE tells), its text must be the same.
set -eu

consumer=$1
program=$(readlink -f "$2")
alike=$(readlink -f "$3")
network=$(readlink -f "$4/tests/good/icons-of-both-types/case.yaml")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" "$network" -o figure.svg -o figure.pdf -o figure.png

need() { # COMMAND...
    for name; do
        command -v "$name" >/dev/null || {
            echo "SKIPPED: this needs $name"
            exit 77
        }
    done
}

size() { # WIDTH|HEIGHT: of the figure in points
    sed -n "2s/.* $1=\"\([0-9]*\)pt\".*/\1/p" figure.svg
}

# Words of a PDF, one a line, sorted: each program has an order of its own.
words() { # PDF
    pdftotext "$1" - | tr -s ' \f' '\n' | grep . | LC_ALL=C sort
}

same_words() { # PDF
    words figure.pdf >expected
    words "$1" | diff expected - || {
        echo 'these words differ'
        exit 1
    }
}

looks_the_same() { # PNG
    "$alike" figure.png "$1"
}

pixels() { # WIDTH|HEIGHT: at 96 to the inch, rounded
    echo $((($(size "$1") * 8 + 3) / 6))
}

page() { # PDF
    pdftocairo -r 96 -png -singlefile -x 0 -y 0 -W "$(pixels width)" -H "$(pixels height)" "$1" page
}

case $consumer in
poppler)
    need pdftocairo
    page figure.pdf
    ;;
inkscape)
    need inkscape
    timeout 200 inkscape figure.svg --export-type=png --export-dpi=96 -o page.png 2>/dev/null
    ;;
rsvg-convert)
    need rsvg-convert pdftotext # whether it shows icons that are SVG depends on the loaders of gdk-pixbuf
    rsvg-convert -f pdf -o shown.pdf figure.svg
    same_words shown.pdf
    exit
    ;;
pdflatex)
    need pdflatex pdffonts
    printf '%s\n' '\documentclass{article}\usepackage{graphicx}\pagestyle{empty}' \
        '\usepackage[paperwidth=20cm,paperheight=30cm,margin=0pt]{geometry}\parindent=0pt\topskip=0pt' \
        '\begin{document}\includegraphics{figure.pdf}\end{document}' >shown.tex
    timeout 200 pdflatex -interaction=batchmode shown.tex >/dev/null
    same_words shown.pdf
    pdffonts shown.pdf | awk 'NR > 2 && !/yes yes yes/ { print "not embedded: " $0; wrong = 1 } END { exit wrong }'
    exit
    ;;
libreoffice)
    need soffice zip pdftotext pdftocairo
    office='urn:oasis:names:tc:opendocument:xmlns'
    mkdir META-INF
    printf 'application/vnd.oasis.opendocument.text' >mimetype
    cat >META-INF/manifest.xml <<XML
<manifest:manifest xmlns:manifest="$office:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="figure.svg" manifest:media-type="image/svg+xml"/>
</manifest:manifest>
XML
    cat >content.xml <<XML
<office:document-content xmlns:office="$office:office:1.0" xmlns:text="$office:text:1.0" xmlns:draw="$office:drawing:1.0"
 xmlns:svg="$office:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">
<office:body><office:text><text:p><draw:frame text:anchor-type="as-char" svg:width="$(size width)pt"
 svg:height="$(size height)pt"><draw:image xlink:href="figure.svg" xlink:type="simple"/></draw:frame></text:p>
</office:text></office:body></office:document-content>
XML
    cat >styles.xml <<XML
<office:document-styles xmlns:office="$office:office:1.0" xmlns:style="$office:style:1.0"
 xmlns:fo="$office:xsl-fo-compatible:1.0" office:version="1.2">
<office:automatic-styles><style:page-layout style:name="bare"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin="0cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="bare"/></office:master-styles>
</office:document-styles>
XML
    zip -q -0 -X shown.odt mimetype
    zip -q -r shown.odt META-INF content.xml styles.xml figure.svg
    timeout 300 soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf shown.odt >/dev/null 2>&1
    same_words shown.pdf
    page shown.pdf
    ;;
*)
    echo "no consumer $consumer"
    exit 2
    ;;
esac
looks_the_same page.png
