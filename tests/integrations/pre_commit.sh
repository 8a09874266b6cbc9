#!/bin/sh
# pre_commit.sh PROGRAM FOLDER    the hooks in a real repository, by real commits
# shellcheck source=tests/integrations/frame.sh
. "$(dirname "$0")/frame.sh"
needs pre-commit git
HOME=$work PRE_COMMIT_HOME=$work/cache GIT_CONFIG_NOSYSTEM=1
export HOME PRE_COMMIT_HOME GIT_CONFIG_NOSYSTEM
git config --global user.name Writer
git config --global user.email writer@example.org
git config --global init.defaultBranch main

# The hooks as others get them: from a repository, by a tag. The configuration is that of the README.
mkdir "$work/hooks" "$work/report"
cp "$top/.pre-commit-hooks.yaml" "$work/hooks"
cd "$work/hooks"
git init -q
git add .
git commit -qm hooks
git tag v1.0
cd "$work/report"
git init -q
awk '/^```yaml/ { inside = 1; next } /^```/ { inside = 0 } inside' "$top/integrations/pre-commit/README.md" |
    sed "s|^\( *- repo: \)https.*|\1$work/hooks|; s|^\( *rev: \).*|\1v1.0|" >.pre-commit-config.yaml
holds .pre-commit-config.yaml "$work/hooks"
well pre-commit install
well pre-commit validate-config
well pre-commit validate-manifest "$top/.pre-commit-hooks.yaml"

cat >"$work/commit" <<'END'
#!/bin/sh
git add -A && git commit -m change
END
chmod +x "$work/commit"
commits() { # COUNT
    [ "$(git rev-list --count HEAD)" = "$1" ] || wrong "there are $1 commits"
}

mkdir networks figures
printf 'title: The pact\nnodes: {countries: {ys: Ys, oz: Oz}}\nedges:\n  - ys -> oz: {label: trades with}\n' >networks/pact.yaml
printf 'some: [other, yaml]\n' >settings.yaml
well entente fmt networks/pact.yaml
well entente -O figures networks/pact.yaml
well "$work/commit"
commits 1
holds "$work/said" 'entente check'

edit networks/pact.yaml 'ys -> oz' 'ys -> ozz'
fails 'networks/pact.yaml:4:' 'error: there is no node' -- "$work/commit"
commits 1
edit networks/pact.yaml 'ys -> ozz' 'ys -> oz'

edit networks/pact.yaml 'title: The pact' 'title:   "The pact"'
fails 'files were modified by this hook' -- "$work/commit"
commits 1
holds networks/pact.yaml 'title: The pact'

edit networks/pact.yaml 'title: The pact' 'title: The league'
fails 'figures/pact.svg: stale' -- "$work/commit"
commits 1
well entente -O figures networks/pact.yaml
well "$work/commit"
commits 2

finish
