#!/usr/bin/env python3
"""json_schema.py PROGRAM FOLDER    what -Tjson writes, against schema/drawing.schema.json, the SVG and the other formats

Exit 77 where python3-jsonschema is not there.
"""
import copy
import glob
import json
import os
import re
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print('SKIPPED: this needs python3-jsonschema')
    sys.exit(77)

program, folder = sys.argv[1:]
with open(os.path.join(folder, 'schema/drawing.schema.json'), encoding='utf-8') as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
failed = 0


def expect(so, what):
    global failed
    if not so:
        print('not so:', what)
        failed += 1


def drawn(network, *options):
    return subprocess.run([program, network, '--effort', 'fast', *options], capture_output=True, check=True).stdout.decode()


def fields(tag):
    return dict(re.findall(r' ([A-Za-z0-9-]+)="([^"]*)"', tag))


def points_in(numbers):
    """Lengths of the SVG, which are tenths of a point."""
    return [float(number) / 10 for number in numbers]


def box_of(tag):
    """The box of a node's shape in the SVG."""
    if tag.startswith('<rect'):
        at = fields(tag)
        return points_in(at[key] for key in ('x', 'y', 'width', 'height'))
    points = [points_in(p.split(',')) for p in fields(tag)['points'].split()]
    x, y = [p[0] for p in points], [p[1] for p in points]
    return [min(x), min(y), max(x) - min(x), max(y) - min(y)]


def check_positions(name, whole, svg):
    """Boxes are where the SVG has them."""
    head = fields(re.search('<svg[^>]*>', svg)[0])
    expect(points_in(head['viewBox'].split()[2:]) == [whole['page']['width'], whole['page']['height']], f'{name}: page')
    groups = re.findall(r'<g id="[^"]*" class="node [^>]*data-id="([^"]*)">(.*?)</g>', svg, re.S)
    boxes = {key: box_of(re.search('<(?:rect|polygon)[^>]*>', inside)[0]) for key, inside in groups}
    expect(len(boxes) == len(whole['nodes']), f'{name}: as many nodes as in the SVG')
    for node in whole['nodes']:
        here = [node['position'][key] for key in ('x', 'y', 'width', 'height')]
        there = boxes.get(node['id'], [])
        expect(len(there) == 4 and all_near(here, there), f'{name}: {node["id"]} is at {here}, in the SVG at {there}')
    for edge in whole['edges']:
        line = edge.get('line', [])
        expect(len(line) % 3 == 1, f'{name}: the line of {edge["id"]} is a chain of Béziers')


def all_near(one, other):
    return all(abs(a - b) <= 0.21 for a, b in zip(one, other))


def check_references(name, whole):
    ids = {part: {it['id'] for it in whole[part]} for part in ('kinds', 'relations', 'groups', 'nodes', 'edges', 'sources')}
    for node in whole['nodes']:
        expect(node['kind'] in ids['kinds'] and node.get('in') in ids['groups'] | {None}, f'{name}: {node["id"]}')
    for edge in whole['edges']:
        expect({edge['from'], edge['to']} <= ids['nodes'] and edge.get('relation') in ids['relations'] | {None}, f'{name}: {edge["id"]}')
    for it in whole['nodes'] + whole['edges']:
        expect(set(it.get('source', [])) <= ids['sources'], f'{name}: the sources of {it["id"]}')
    expect([s['number'] for s in whole['sources']] == list(range(1, len(whole['sources']) + 1)), f'{name}: numbers of sources')
    expect(len(ids['edges']) == len(whole['edges']) and len(ids['nodes']) == len(whole['nodes']), f'{name}: ids stand once')


# What is no such file is refused, so that passing tells something.
wrongs = [
    lambda d: d.pop('page'),
    lambda d: d.update(nonsense=1),
    lambda d: d.update(version=2),
    lambda d: d.update(as_of='May 2024'),
    lambda d: d['nodes'][0].pop('position'),
    lambda d: d['nodes'][0].update(status='propsed'),
    lambda d: d['nodes'][0]['position'].update(x='1'),
    lambda d: d['edges'][0]['line'].append([1]),
    lambda d: d['edges'][0].update(source=[]),
    lambda d: d['kinds'][0].update(shape='star'),
    lambda d: d['sources'][0].pop('number'),
]

networks = sorted(glob.glob(os.path.join(folder, 'input/*.yaml')) + glob.glob(os.path.join(folder, 'tests/good/*/case.yaml')))
for network in networks:
    name = os.path.relpath(network, folder)
    whole = json.loads(drawn(network, '-Tjson'))
    for error in validator.iter_errors(whole):
        expect(False, f'{name}: {list(error.absolute_path)}: {error.message}')
    if failed:
        continue
    check_references(name, whole)
    check_positions(name, whole, drawn(network, '-Tsvg'))
    if name == 'input/aukus.yaml':
        for i, wrong in enumerate(wrongs):
            changed = copy.deepcopy(whole)
            wrong(changed)
            expect(not validator.is_valid(changed), f'wrong {i} is refused')
expect(len(networks) > 30, 'there are networks')
sys.exit(1 if failed else 0)
