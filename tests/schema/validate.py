"""validate.py PROGRAM FOLDER    whether a public validator says of the cases what the program says

Every file of input/, tests/good and tests/dot must pass, read in three ways: with each scalar as its text, which is how
the program reads; by the core schema of YAML 1.2, as editors do; and as YAML 1.1. The files of tests/bad must fail where
the program tells a mistake of a kind that a schema can see, and must pass where it tells none.
"""
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

# What a schema can see, by the names of rules; and what it cannot see of that.
STRUCTURAL = {"type", "unknown-key", "missing-key", "value", "date", "id", "edge", "url"}
UNSEEN = {
    "an-end-before-the-beginning": "two dates would have to be compared",
    "an-escape-that-cannot-be-drawn": "JSON can have the character",
}
SEEN_TOO = {
    "a-node-without-a-kind": "nodes stand where kinds of nodes are expected",
    "aliases-of-aliases": "what is repeated stands where texts are expected",
    "an-alias-inside-of-what-it-repeats": "JSON has no cycles",
}
# Files that are none of YAML, or not only one.
UNREADABLE = {"syntax", "encoding", "duplicate-key"}
# To other readers `NULL` without quotes is nothing, and a name must be there.
NULL_IS_NOTHING = "the-country-of-norway"


class Texts(yaml.CSafeLoader):
    """Each scalar is its text; nothing is what is empty, `~` or `null` without quotes."""


class Core(yaml.CSafeLoader):
    """The core schema of YAML 1.2."""


class Older(yaml.CSafeLoader):
    """YAML 1.1, as PyYAML reads it."""


NOTHING = ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
NUMBERS = list("-+.0123456789")
Texts.yaml_implicit_resolvers = {}
Core.yaml_implicit_resolvers = {}
Texts.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
Core.add_implicit_resolver(*NOTHING)
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), NUMBERS)
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"), NUMBERS
)
for loader in (Texts, Core):
    loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])


def as_text(loader, node):
    return loader.construct_scalar(node)


def as_map(loader, node):
    """Keys of JSON are texts."""
    loader.flatten_mapping(node)
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


for loader in (Texts, Core, Older):
    loader.add_constructor("tag:yaml.org,2002:timestamp", as_text)  # JSON has no dates
    loader.add_constructor("tag:yaml.org,2002:map", as_map)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Texts.add_constructor("tag:yaml.org,2002:int", as_text)
Texts.add_constructor("tag:yaml.org,2002:float", as_text)
Texts.add_constructor("tag:yaml.org,2002:bool", as_text)


def text_of(data):
    """UTF-8 or UTF-16, with a mark or without."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(name)
    if data[:1] == b"\0":
        return data.decode("utf-16-be")
    return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-8")


def rules_of(program, file):
    """The names of the rules that the program finds broken in the file itself."""
    said = subprocess.run(
        [program, "check", "--diagnostics", "json", file.name], cwd=file.parent, capture_output=True, check=False
    ).stderr
    return {m["rule"] for m in json.loads(said) if m["severity"] == "error" and m["file"] == file.name}


def main(program, folder):
    schema = json.loads(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    complaints = []

    def mistakes(file, loader):
        return list(validator.iter_errors(yaml.load(text_of(file.read_bytes()), loader)))

    def fails(file, loader):
        try:
            return bool(mistakes(file, loader))
        except (yaml.YAMLError, TypeError, RecursionError):  # YAML that is not JSON: lists as keys, cycles
            return True

    good = sorted(folder.glob("input/*.yaml")) + [folder / "src/command/starter.yaml"]
    good += sorted(file for group in ("good", "dot") for file in folder.glob(f"tests/{group}/*/*.yaml"))
    for file in good:
        for loader in (Texts, Core, Older):
            if loader is not Texts and file.parent.name == NULL_IS_NOTHING:
                continue
            for error in mistakes(file, loader):
                best = jsonschema.exceptions.best_match([error])
                complaints.append(f"{file}: {best.json_path}: {best.message} ({loader.__doc__})")

    failing = passing = 0
    for file in sorted(folder.glob("tests/bad/*/case.yaml")):
        rules, name = rules_of(program, file), file.parent.name
        if rules & UNREADABLE:
            continue
        should_fail = bool(rules & STRUCTURAL) and name not in UNSEEN or name in SEEN_TOO
        failing += should_fail
        passing += not should_fail
        for loader in (Texts, Core):
            if fails(file, loader) != should_fail:
                complaints.append(f"{file}: {rules}: {'passes' if should_fail else 'fails'} ({loader.__doc__})")

    for complaint in complaints:
        print(complaint)
    print(f"{len(good)} good files, {failing} bad ones, {passing} with mistakes that no schema sees")
    return bool(complaints) or not good or not failing


sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])))
