#!/usr/bin/env python3
"""markdown.py PROGRAM FOLDER    what readers of Markdown make of -Tmd: every text comes out as it stands in the file

It is compared with what -Tjson says. Exit 77 where none of cmark-gfm and pandoc is there.
"""
import glob
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

program, folder = sys.argv[1:]
readers = {
    'cmark-gfm': ['cmark-gfm', '--unsafe', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough', '-e', 'tasklist'],
    'pandoc': ['pandoc', '-f', 'gfm', '-t', 'html'],
}
readers = {name: line for name, line in readers.items() if shutil.which(name)}
if not readers:
    print('SKIPPED: this needs cmark-gfm or pandoc')
    sys.exit(77)
failed = 0
allowed = {'h1', 'h2', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ol', 'li', 'a', 'colgroup', 'col'}


def expect(so, what):
    global failed
    if not so:
        print('not so:', what)
        failed += 1


def words(text):
    """On one line, without what would reorder it, and in the form of Unicode that pandoc gives."""
    kept = re.sub('[\u202a-\u202e\u2066-\u2069\ufe0e]', '', text or '')
    return unicodedata.normalize('NFC', re.sub('[ \t\r\n\x85\u2028\u2029]+', ' ', kept).strip(' '))


class Page(html.parser.HTMLParser):
    """Tables as lists of rows, items of lists, and which elements there are."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tables, self.items, self.elements, self.title, self.text = [], [], set(), '', None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        if tag == 'table':
            self.tables.append([])
        if tag == 'tr':
            self.tables[-1].append([])
        if tag in ('td', 'th', 'li', 'h1', 'h2'):
            self.text = ''

    def handle_endtag(self, tag):
        if tag in ('td', 'th'):
            self.tables[-1][-1].append(words(self.text))
        if tag == 'li':
            self.items.append(words(self.text))
        if tag == 'h1':
            self.title = words(self.text)

    def handle_data(self, text):
        if self.text is not None:
            self.text += text


def rows(table):
    return [dict(zip(table[0], row)) for row in table[1:]]


def check_node(where, node, row, kinds, groups, numbers):
    wanted = {
        'Name': words(node['name']),
        'Kind': words(kinds[node['kind']]),
        'Group': words(groups.get(node.get('in'))),
        'Note': words(node.get('note')),
        'Since': node.get('since', ''),
        'Sources': ', '.join(str(numbers[s]) for s in node.get('source', [])),
        'Quote': f'“{words(node["quote"])}”' if words(node.get('quote')) else '',
    }
    for key, value in wanted.items():
        expect(row.get(key, '') == value, f'{where}: {node["id"]}: {key} is {row.get(key)!r}, not {value!r}')


def check_edge(where, edge, row, names):
    label = words(edge['label'])
    label = (label or '→') if edge['directed'] else f'↔ {label}'.strip()
    wanted = {'From': names[edge['from']], 'Relation': label, 'To': names[edge['to']], 'Until': edge.get('until', '')}
    for key, value in wanted.items():
        expect(row.get(key, '') == value, f'{where}: {edge["id"]}: {key} is {row.get(key)!r}, not {value!r}')


networks = sorted(glob.glob(os.path.join(folder, 'input/*.yaml')) + glob.glob(os.path.join(folder, 'tests/good/*/case.yaml')))
for network in networks:
    say = lambda *options: subprocess.run([program, network, *options], capture_output=True, check=True).stdout.decode()
    source, whole = say('-Tmd'), json.loads(say('-Tjson', '--effort', 'fast'))
    kinds = {it['id']: it['label'] for it in whole['kinds']}
    groups = {it['id']: it['name'] for it in whole['groups']}
    names = {it['id']: words(it['name']) for it in whole['nodes']}
    numbers = {it['id']: it['number'] for it in whole['sources']}
    for reader, line in readers.items():
        where = f'{os.path.relpath(network, folder)} by {reader}'
        page = Page(subprocess.run(line, input=source.encode(), capture_output=True, check=True).stdout.decode())
        expect(page.elements <= allowed, f'{where}: there is {page.elements - allowed}')
        expect(page.title == words(whole.get('title', 'A network')), f'{where}: the title is {page.title}')
        tables = iter(page.tables)
        for part, check in (
            ('nodes', lambda it, row: check_node(where, it, row, kinds, groups, numbers)),
            ('edges', lambda it, row: check_edge(where, it, row, names)),
        ):
            found = rows(next(tables)) if whole[part] else []
            expect(len(found) == len(whole[part]), f'{where}: {len(found)} {part}')
            for it, row in zip(whole[part], found):
                check(it, row)
        expect(len(page.items) == len(whole['sources']), f'{where}: {len(page.items)} sources')
        for source_of, item in zip(whole['sources'], page.items):
            start = words(source_of.get('title') or source_of.get('text') or source_of['id'])
            expect(item.startswith(start), f'{where}: {item!r} begins with {start!r}')
expect(len(networks) > 30, 'there are networks')
sys.exit(1 if failed else 0)
