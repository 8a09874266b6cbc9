#!/bin/sh
# github.sh PROGRAM FOLDER    what the steps of the workflow do, in a repository with networks and their figures
# shellcheck source=tests/integrations/frame.sh
. "$(dirname "$0")/frame.sh"
needs python3
python3 -c 'import yaml' 2>/dev/null || needs python3-yaml
workflow=$top/integrations/github/networks.yml

step() { # NAME    its commands, as a script
    python3 - "$workflow" "$1" >"$work/step" <<'END'
import sys, yaml
jobs = yaml.safe_load(open(sys.argv[1]))["jobs"]
print(*[s["run"] for s in jobs["networks"]["steps"] if s.get("name") == sys.argv[2]])
END
    [ -s "$work/step" ] || wrong "there is a step ‘$1’"
}

# All that ./run installs to build is installed; Ubuntu calls the fonts by another name.
step 'Build the program'
sed -n '/^to_draw="/,/^"/p' "$top/run" | awk 'NF > 2 { print $1 }' | sed 's/^fonts-liberation2$/fonts-liberation/' |
    while read -r package; do
        grep -qw -- "$package" "$work/step" || echo "$package"
    done >"$work/missing"
[ ! -s "$work/missing" ] || wrong "these are installed too: $(tr '\n' ' ' <"$work/missing")"

mkdir -p "$work/report/networks"
cd "$work/report"
cp "$top/integrations/cmake/example/networks/baltic.yaml" networks/
mkdir networks/parts
cp "$top/integrations/cmake/example/networks/sources.yaml" networks/parts/
edit networks/baltic.yaml 'include: sources.yaml' 'include: parts/sources.yaml'
mkdir figures
well entente -O figures networks/baltic.yaml

step 'Check the networks'
well sh -e "$work/step"
edit networks/baltic.yaml 'latvia -> nato' 'latwia -> nato'
fails 'networks/baltic.yaml:9:5: error: there is no node' -- sh -e "$work/step"
python3 - >"$work/place" <<'END'
import json
for result in json.load(open("networks.sarif"))["runs"][0]["results"]:
    place = result["locations"][0]["physicalLocation"]
    print(result["level"], place["artifactLocation"]["uri"], place["region"]["startLine"])
END
holds "$work/place" 'error networks/baltic.yaml 9'
edit networks/baltic.yaml 'latwia -> nato' 'latvia -> nato'

step 'See whether figures are drawn anew'
well sh -e "$work/step"
edit networks/parts/sources.yaml 'NATO member countries' 'Members of NATO'
fails 'figures/baltic.svg: stale' -- sh -e "$work/step"

finish
