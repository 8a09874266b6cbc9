#!/bin/sh
# markdown-it by Eleventy, and remark by unified
# shellcheck disable=SC1112
. "$(dirname "$0")/frame.sh"
needs node npm
npm_answers || {
    echo 'SKIPPED: npm reaches no registry'
    exit 77
}

# Nothing is fetched that npm has kept already.
fetch='npm --prefer-offline --no-audit --no-fund --loglevel error'

without_drawings() { # PAGE
    sed '/<svg/,/<\/svg>/d' "$1"
}

cp -R "$top/integrations/javascript" "$work/javascript"
cd "$work/javascript"
# shellcheck disable=SC2086
well $fetch install --no-package-lock
well npm run lint
cd example
# shellcheck disable=SC2086
well $fetch ci

# ---- every form of a figure ----

cp "$top/tests/integrations/javascript.mjs" forms.test.mjs
well node --test forms.test.mjs
rm -f forms.test.mjs head.md

# ---- the site ----

well npm run build
look 2 _site/index.html _site/article.html
holds _site/index.html '<figcaption>Since 2024 both are <strong>members</strong></figcaption>'
holds _site/index.html '<figure class="entente" id="members">'
sums _site >"$work/first"

# The same pages again, then another network: nothing but its figures changes.
well npm run build
sums _site | diff "$work/first" - || wrong 'the same sources make the same pages'
without_drawings _site/index.html >"$work/words"
edit networks/nordic.yaml 'sweden: Sweden' 'sweden: Kingdom of Sweden'
well npm run build
holds _site/index.html 'Kingdom of Sweden'
lacks _site/article.html 'Kingdom of Sweden'
without_drawings _site/index.html | diff "$work/words" - || wrong 'only the figures change'

# ---- mistakes ----

edit networks/nordic.yaml '- sweden ->' '- sweeden ->'
fails 'pages/index.md:10: error: the figure that begins here cannot be drawn' \
    'networks/nordic.yaml:9:5: error: there is no node ‘sweeden’' -- npm run build
edit networks/nordic.yaml '- sweeden ->' '- sweden ->'
edit article.md 'norway -> nato' 'norge -> nato'
fails 'article.md:3: error: the figure that begins here cannot be drawn' \
    'article.md:11:23: error: there is no node ‘norge’' -- npm run build
edit article.md 'norge -> nato' 'norway -> nato'
edit pages/index.md 'view=finland' 'view=finnland'
fails 'pages/index.md:14: error:' 'has no view ‘finnland’' 'did you mean ‘finland’?' -- npm run build
rm networks/nordic.yaml
fails 'pages/index.md:10: error:' 'cannot read ‘networks/nordic.yaml’' -- npm run build

finish
