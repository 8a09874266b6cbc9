#!/bin/sh
# sarif.sh PROGRAM FOLDER    whether the logs of all wrong files of FOLDER/tests are valid SARIF 2.1.0
#
# By the schema of the standard, whose file is named in SARIF_SCHEMA, and Python's jsonschema; without them it is skipped.
set -eu

program=$(readlink -f "$1")
folder=$(readlink -f "$2")

[ -f "${SARIF_SCHEMA-}" ] || {
    echo 'skipped: SARIF_SCHEMA does not name the file sarif-schema-2.1.0.json'
    exit 77
}
schema=$(readlink -f "$SARIF_SCHEMA")
python3 -c 'import jsonschema' 2>/dev/null || {
    echo 'skipped: python3-jsonschema is missing'
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count=0
for case in "$folder"/tests/bad/*/ "$folder"/tests/good/*/; do
    count=$((count + 1))
    status=0
    (cd "$case" && "$program" check --diagnostics sarif case.yaml) >"$work/$count.sarif" || status=$?
    [ "$status" -ne 2 ] && [ "$status" -lt 5 ] || { echo "$case: exit code $status"; exit 1; }
done
(cd "$folder/tests/bad" && "$program" check --diagnostics sarif ./*/case.yaml nowhere.yaml) >"$work/all.sarif" || true

python3 - "$schema" "$work"/*.sarif <<'END'
import json, sys, jsonschema
schema, *logs = sys.argv[1:]
validator = jsonschema.Draft4Validator(json.load(open(schema)), format_checker=jsonschema.FormatChecker())
wrong = results = 0
for name in logs:
    log = json.load(open(name))
    results += len(log["runs"][0]["results"])
    for mistake in validator.iter_errors(log):
        wrong += 1
        print(f"{name}: {'/'.join(map(str, mistake.path))}: {mistake.message}")
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            wrong += 1
            print(f"{name}: the index of {result['ruleId']} is wrong")
print(f"{len(logs)} logs with {results} results")
sys.exit(wrong > 0 or results < 100)
END
