#!/bin/sh
# mkdocs.sh PROGRAM FOLDER    the hook and the extension of integrations/mkdocs in the real MkDocs and Python-Markdown
# shellcheck source-path=SCRIPTDIR source=frame.sh disable=SC1112,SC2317
. "$(dirname "$0")/frame.sh"
needs mkdocs node

export PYTHONDONTWRITEBYTECODE=1
cp "$top"/integrations/mkdocs/*.py "$work"
example mkdocs
cd "$work/mkdocs"
page=docs/index.md
north=docs/networks/north.yaml
html=$work/site/index.html

build() { # OPTION...
    mkdocs build -q --strict -d "$work/site" "$@"
}

# What a page holds beside the drawings.
page_without() { # FILE
    awk '/<svg .*role="graphics-document"/ { inside = 1 } !inside; /<\/svg>/ { inside = 0 }' "$1"
}

# ---- in a browser ----

well build
switch="document.querySelector('input[data-md-color-scheme=slate]').click(); new Promise((done) => setTimeout(done, 1000))"
look 4 "$html#dark=$switch"
holds "$html" '<figure id="north" class="entente">'
holds "$html" '<figcaption>Who is in the Northern Pact, and who may join</figcaption>'
holds "$html" '>Aland and Bland are members of the pact</desc>'
holds "$html" 'href="https://example.org/treaty"'
holds "$html" '```entente'
lacks "$html" "$work"
holds "$work/site/search/search_index.json" 'who may join'
lacks "$work/site/search/search_index.json" 'light-dark'
for theme in mkdocs readthedocs; do
    sed "s/^  name: .*/  name: $theme/; /palette/,\$d" mkdocs.yml >light.yml
    printf 'extra: {entente: {theme: light}}\n' >>light.yml
    well mkdocs build -q --strict -f light.yml -d "$work/light-$theme"
    look 4 "$work/light-$theme/index.html"
done

# ---- what changed ----

page_without "$html" >"$work/before"
edit "$north" 'name: Aland' 'name: Oland'
well build
holds "$html" '>Oland<'
page_without "$html" | cmp -s - "$work/before" || wrong 'only the figures change'
edit docs/networks/north-sources.yaml 'Treaty of the North' 'Treaty of Oland'
well build
holds "$html" '>Treaty of Oland'

# ---- mistakes ----

edit "$north" 'cland ->' 'clund ->'
fails "$north:12:5: error: there is no node ‘clund’" 'did you mean ‘cland’?' -- build
[ ! -e "$html" ] || wrong 'no page of before is left'
fails "$north:12:5: error: there is no node ‘clund’" -- mkdocs build -d "$work/site"
edit "$north" 'clund ->' 'cland ->'
mv docs/networks/north-sources.yaml docs/networks/moved.yaml
fails "$north:3:10: error: cannot read ‘north-sources.yaml’" -- build
mv docs/networks/moved.yaml docs/networks/north-sources.yaml
mv "$north" docs/networks/moved.yaml
fails "$page:5: error: cannot read ‘$north’" -- build
mv docs/networks/moved.yaml "$north"
edit "$page" 'since: 1921' 'sinc: 1921'
edit "$page" 'view=members' 'veiw=members'
edit "$page" 'oz: Oz' 'oz: {nam: Oz}'
fails "$page:18:47: error: an edge has no key ‘sinc’" "$page:9: error: unknown option ‘--veiw’" \
    "$page:25:30: error: a node has no key ‘nam’" -- build
edit "$page" 'sinc: 1921' 'since: 1921'
edit "$page" 'veiw=members' 'view=members'
sed -i '1i ---\ntitle: With a head\n---' "$page"
fails "$page:28:30: error: a node has no key ‘nam’" -- build
edit "$page" 'oz: {nam: Oz}' 'oz: Oz'
fails 'error: ‘nowhere’ cannot be run' -- env ENTENTE=nowhere mkdocs build
well build

# ---- served while it is written: networks that stand beside the pages or elsewhere, and a mistake that is mended ----

mv docs/networks elsewhere
edit "$page" '(networks/' '(../elsewhere/'
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
mkdocs serve -a "127.0.0.1:$port" >"$work/served" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || :; rm -rf "$work"' EXIT

serves() { # TEXT
    node -e '
        const [url, text] = process.argv.slice(1), end = Date.now() + 30000;
        const look = async () => {
          const page = await fetch(url).then((answer) => answer.text()).catch(() => "");
          if (page.includes(text)) process.exit(0);
          if (Date.now() > end) process.exit(1);
          setTimeout(look, 300);
        };
        look();' "http://127.0.0.1:$port/" "$1" || { cat "$work/served"; wrong "the server shows ‘$1’"; }
}

serves '>Treaty of Oland'
edit "$page" '# Two pacts' '# Three pacts'
serves 'Three pacts'
edit elsewhere/north.yaml 'name: Oland' 'name: Eland'
serves '>Eland<'
edit elsewhere/north-sources.yaml 'Treaty of Oland' 'Treaty of Eland'
serves '>Treaty of Eland'
mv elsewhere/north-sources.yaml elsewhere/moved.yaml
serves 'cannot read ‘north-sources.yaml’'
mv elsewhere/moved.yaml elsewhere/north-sources.yaml
serves '>Treaty of Eland'
kill "$server"
wait "$server" || :

# ---- Python-Markdown alone ----

convert() { # TEXT
    printf '%s\n' "$1" | PYTHONPATH=$work markdown_py -x entente_markdown -x fenced_code -x attr_list -x smarty
}
well convert 'See ![The Pact](elsewhere/north.yaml "A caption"){.wide view=members} here.'
holds "$work/said" '<figure class="entente wide">'
holds "$work/said" '>The Pact</desc>'
holds "$work/said" '<figcaption>A caption</figcaption>'
fails 'page.md:4:1: error: the file has no key ‘nods’' -- convert 'A page

```entente
nods: {}
```'

# ---- the code ----

cd "$top/integrations/mkdocs"
well mypy --cache-dir "$work/mypy" entente_markdown.py entente_hook.py
well flake8 --max-line-length 120 .
finish
