#!/bin/sh
# diff_git.sh PROGRAM FOLDER    the external diff driver and the aliases of docs/diff.md, in a repository of the real git
set -eu

program=$(readlink -f "$1")
folder=$(readlink -f "$2")
command -v git >/dev/null || {
    echo 'skipped: there is no git'
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home" "$work/repository"
ln -s "$program" "$work/bin/entente"
PATH="$work/bin:$PATH" HOME="$work/home" GIT_CONFIG_NOSYSTEM=1 GIT_PAGER=cat LC_ALL=C.UTF-8
export PATH HOME GIT_CONFIG_NOSYSTEM GIT_PAGER LC_ALL
unset GIT_DIR GIT_WORK_TREE GIT_EXTERNAL_DIFF NO_COLOR FORCE_COLOR XDG_CONFIG_HOME || true
failed=0

# expect WHAT LINE... : the file "said" holds each LINE as a part; what does not begin with "!" must, what does must not
expect() {
    what=$1
    shift
    for line; do
        case $line in
        !*) ! grep -qF -e "${line#!}" said || fault "$what says: ${line#!}" ;;
        *) grep -qF -e "$line" said || fault "$what does not say: $line" ;;
        esac
    done
}

fault() {
    printf '%s\n' "$*"
    sed 's/^/    /' said
    failed=1
}

# Each command must end well: git ends at a driver that does not.
say() {
    "$@" >said 2>&1 || fault "ends with $?: $*"
}

# ---- as docs/diff.md tells it ----

cd "$work/repository"
git init -q -b main .
git config user.name Nobody
git config user.email nobody@example.org
sed -n '/^```shell$/,/^```$/p' "$folder/docs/diff.md" | grep '^git config ' >setup
[ -s setup ] || fault 'docs/diff.md configures nothing'
sed -n '/^```gitattributes$/,/^```$/p' "$folder/docs/diff.md" | grep -v '^```' >.gitattributes
[ -s .gitattributes ] || fault 'docs/diff.md names no files'
sh -eu setup
rm setup
mkdir networks
cp "$folder/tests/diff/claims-that-came-went-and-changed/old.yaml" networks/pact.yaml
git add .
git commit -q -m 'The pact'
cp "$folder/tests/diff/claims-that-came-went-and-changed/new.yaml" networks/pact.yaml

say git diff
expect 'git diff' 'diff --entente networks/pact.yaml' 'The pact of Atlantis: 3 came, 3 went, 6 changed' \
    '~ Ana Coral represents Atlantis – since 2003 → 2004' '- League of the Seas, Agreement, source paper' '!@@'
sed -e 1d -e '$d' said | diff - "$folder/tests/diff/claims-that-came-went-and-changed/expected.txt" ||
    fault 'git diff is not what entente diff tells'
(cd networks && git diff) >said.inside 2>&1
cmp said said.inside || fault 'git diff differs inside of a folder'
rm said.inside
say git diff --no-ext-diff
expect 'git diff --no-ext-diff' '@@' '-    lemuria: {name: Lemuria, note: Kingdom, in: south}'
say git diff --stat
expect 'git diff --stat' 'networks/pact.yaml'

git commit -q -a -m 'Lemuria joins'
say git show --ext-diff
expect 'git show' 'Lemuria joins' 'The pact of Atlantis: 3 came, 3 went, 6 changed'
say git log -p --ext-diff
expect 'git log -p' 'Lemuria joins' '6 changed' 'diff --entente networks/pact.yaml' '+ Atlantis, Country'
say git words
expect 'the alias' 'Lemuria joins' '3 came, 3 went, 6 changed'
say git diff HEAD~1 HEAD -- networks/pact.yaml
expect 'git diff of two commits' '3 came, 3 went, 6 changed'

# ---- added, deleted, renamed, of another mode ----

cp networks/pact.yaml networks/again.yaml
git add networks
say git diff --cached
expect 'an added file' 'diff --entente networks/again.yaml' '+ Lemuria, Country: Republic, since 2009' '!went'
git commit -q -m 'Again'
git rm -q networks/again.yaml
say git diff --cached
expect 'a deleted file' '- Lemuria, Country: Republic, since 2009' '!came'
git commit -q -m 'And away'
git mv networks/pact.yaml networks/atlantis.yaml
sed -i 's/note: Envoy/note: Minister/' networks/atlantis.yaml
git add networks
say git diff --cached -M
expect 'a renamed file' 'diff --entente networks/pact.yaml networks/atlantis.yaml' \
    '~ Ana Coral – note ‘Envoy’ → ‘Minister’' '1 changed'
git commit -q -m 'Renamed'
chmod +x networks/atlantis.yaml
say git diff
expect 'another mode' 'no difference'
git checkout -q -- networks

# ---- mistakes on one side, and on both ----

sed -i 's/^nodes:/nodse:/' networks/atlantis.yaml
say git diff
expect 'a mistake' 'The new version is no network:' 'networks/atlantis.yaml:7:1: error: the file has no key ‘nodse’' \
    'did you mean ‘nodes’?' '-nodes:' '+nodse:' '--- a/networks/atlantis.yaml'
git commit -q -a -m 'A mistake'
sed -i 's/^nodse:/nodes:/' networks/atlantis.yaml
say git diff
expect 'a mistake that was mended' 'The old version is no network:' '+nodes:'
git checkout -q -- networks
sed -i 's/^edges:/egdes:/' networks/atlantis.yaml
say git diff
expect 'two mistakes' 'The old version is no network:' 'The new version is no network:'
git checkout -q -- networks

# ---- what a network includes is looked for where it lies ----

cat >networks/main.yaml <<'EOF'
include: [people.yaml]
nodes: {countries: {atlantis: Atlantis}}
edges: [ana -> atlantis: represents]
EOF
echo 'nodes: {people: {ana: Ana Coral}}' >networks/people.yaml
git add networks
git commit -q -m 'An include'
sed -i 's/represents/leads/' networks/main.yaml
say git diff
expect 'a network with an include' '~ Ana Coral leads Atlantis – label ‘represents’ → ‘leads’' '!error'
(cd networks && git diff) >said 2>&1
expect 'a network with an include, inside of its folder' '~ Ana Coral leads Atlantis' '!error'
git checkout -q -- networks

# ---- a merge that is not done ----

git checkout -q -b other
sed -i 's/represents/leads/' networks/main.yaml
git commit -q -a -m Leads
git checkout -q main
sed -i 's/represents/counters/' networks/main.yaml
git commit -q -a -m Counters
git merge -q other >said 2>&1 && fault 'the merge should not have worked'
say git diff --ours
expect 'a conflict' 'networks/main.yaml'
exit "$failed"
