#!/bin/sh
# validate.sh PROGRAM FOLDER    what a public validator makes of the schema: see validate.py
#
# Exit 77 where it is not there.
set -eu

here=$(dirname "$(readlink -f "$0")")
for python in python3 /usr/bin/python3; do
    if "$python" -c 'import jsonschema, yaml' 2>/dev/null; then
        exec "$python" -W ignore "$here/validate.py" "$1" "$2"
    fi
done
echo 'SKIPPED: this needs python3-jsonschema and python3-yaml'
exit 77
