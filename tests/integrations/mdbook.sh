#!/bin/sh
# mdBook, and what is like it as far as `entente mdbook` can see
# shellcheck disable=SC1112,SC2317
. "$(dirname "$0")/frame.sh"
needs node cmark

example mdbook
cd "$work"

# mdBook itself, where it is there; else pages go the same way through the preprocessor, and then through cmark.
build() { # VERSION [THEME]
    rm -rf mdbook/book
    if [ -n "$(command -v mdbook)" ]; then
        (cd mdbook && mdbook build)
    else
        node "$top/tests/integrations/mdbook_like.mjs" mdbook "$@"
    fi
}

# ---- the book, by versions that hand over other keys, and in their own themes ----

for version in 0.4.52 0.5.4; do
    well build $version
    look 2 'mdbook/book/members.html#dark=document.documentElement.className="navy"'
    look 1 'mdbook/book/page.html#dark=document.documentElement.className="coal"'
    sums mdbook/book >"$version.sums"
done
diff 0.4.52.sums 0.5.4.sums || wrong 'both versions make the same book'
holds mdbook/book/members.html 'Since 2024 both are <em>members</em>'
holds mdbook/book/page.html '<figcaption>Three who founded it</figcaption>'
holds mdbook/book/page.html '```entente,view=finland'
well build 0.5.4 rust
look 2 'mdbook/book/members.html#dark=document.documentElement.className="ayu"'

# ---- another network: nothing but its figures changes ----

without_drawings() {
    sed 's/<svg.*<\/svg>//' mdbook/book/members.html
}
without_drawings >words
sums mdbook/book >before
edit mdbook/src/networks/nordic.yaml 'sweden: Sweden' 'sweden: Kingdom of Sweden'
well build 0.5.4 rust
holds mdbook/book/members.html 'Kingdom of Sweden'
without_drawings | diff words - || wrong 'only the figures change'
sums mdbook/book | diff before - | grep -q page.html && wrong 'other pages stay as they were'

# ---- mistakes ----

edit mdbook/src/networks/nordic.yaml '- sweden ->' '- sweeden ->'
fails 'src/networks/nordic.yaml:9:5: error: there is no node ‘sweeden’' \
    'src/members.md:5: error: the figure that begins here cannot be drawn' -- build 0.5.4
[ ! -e mdbook/book/members.html ] || wrong 'no page is left with the figure of before'
fails 'mdbook/src/networks/nordic.yaml:9:5: error: there is no node ‘sweeden’' -- build 0.4.52
edit mdbook/src/networks/nordic.yaml '- sweeden ->' '- sweden ->'
edit mdbook/src/page.md 'norway -> nato' 'norge -> nato'
fails 'src/page.md:13:26: error: there is no node ‘norge’' -- build 0.5.4
edit mdbook/src/page.md 'norge -> nato' 'norway -> nato'
edit mdbook/src/members.md 'view=finland' 'view=finnland'
fails 'has no view ‘finnland’' 'src/members.md:9: error:' -- build 0.5.4
rm mdbook/src/networks/nordic.yaml
fails 'cannot read ‘src/networks/nordic.yaml’' 'src/members.md:5: error:' -- build 0.5.4

finish
