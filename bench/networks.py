#!/usr/bin/env python3
"""networks.py DIR    write the invented networks that figures are measured on into DIR, one YAML file each

The same bytes on any machine: chance is a generator of our own. No name is that of a state, a body or a person, and no
claim is true. The order of nodes and claims says nothing of how they could be laid out.
"""
import pathlib
import sys

STATES = """Agate Amber Beryl Borax Calcite Cinnabar Citrine Corundum Cuprite Dolomite Feldspar Fluorite Galena Garnet
Gypsum Halite Hematite Jadeite Jasper Kyanite Lazurite Magnetite Malachite Marcasite Mica Obsidian Olivine Onyx Opal
Pyrite Quartz Realgar Rutile Sapphire Scheelite Selenite Serpentine Siderite Sodalite Spinel Stibnite Sylvite Talc Topaz
Tourmaline Turquoise Vanadinite Wolframite Zeolite Zircon""".split()
LETTERS = """Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau
Upsilon Phi Chi Psi Omega""".split()
BODIES = ["Council", "Standing Committee", "Agency", "Joint Secretariat", "Commission"]
TREATIES = ["Accord", "Treaty", "Declaration", "Framework Agreement"]
LABELS = ["sells to", "borders on", "lends to", "shares a river with", "trains", "reports to", "hosts",
          "claims an island of", "exchanges envoys with", "buys grain from"]
SOURCES = ["first", "second", "third", "fourth", "fifth"]
STATUSES = ["planned", "proposed", "ended", "disputed"]


class Chance:
    """Numbers that look random and are the same everywhere: xorshift, 32 bits (Marsaglia 2003)."""

    def __init__(self, seed):
        self.state = seed or 1

    def below(self, bound):
        for left, right in ((13, 0), (0, 17), (5, 0)):
            self.state ^= (self.state << left if left else self.state >> right) & 0xFFFFFFFF
        return self.state % bound

    def pick(self, items):
        return items[self.below(len(items))]

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


class Network:
    def __init__(self, title, seed):
        self.title, self.chance = title, Chance(seed)
        self.nodes, self.edges = [], []
        self.states = self.chance.shuffled(STATES)
        self.bodies = [f"{letter} {word}" for word in BODIES for letter in LETTERS]
        self.treaties = [f"{letter} {word}" for word in TREATIES for letter in LETTERS]

    def node(self, kind):
        """A node of the next free name; the id of it."""
        pool = {"countries": self.states, "organizations": self.bodies, "agreements": self.treaties}[kind]
        name = pool.pop(0)
        key = name.lower().replace(" ", "-")
        self.nodes.append((kind, key, name))
        return key

    def some(self, count, kind="countries"):
        return [self.node(kind) for _ in range(count)]

    def edge(self, start, end, arrow="->", **fields):
        fields = fields or {"label": self.chance.pick(LABELS)}
        self.edges.append((start, arrow, end, {**fields, "source": self.chance.pick(SOURCES)}))

    def tie(self, start, end):
        """A claim of any sort: alliances and quarrels without arrow, others with a label; one in six not in force."""
        fields = self.chance.pick([{"relation": "allied-with"}, {"relation": "opposes"}, {}, {}, {}])
        fields = fields or {"label": self.chance.pick(LABELS)}
        if self.chance.below(6) == 0:
            fields = {**fields, "status": self.chance.pick(STATUSES)}
        self.edge(start, end, "--" if "relation" in fields else "->", **fields)

    def text(self):
        lines = ["# Invented to measure figures on; nothing in it is true.", f"title: {self.title}", "", "sources:"]
        cited = {fields["source"] for _, _, _, fields in self.edges}
        lines += [f"  {source}: The {source} invented report" for source in SOURCES if source in cited]
        lines += ["", "nodes:"]
        for kind in dict.fromkeys(kind for kind, _, _ in self.nodes):
            lines.append(f"  {kind}:")
            lines += [f"    {key}: {name}" for k, key, name in self.nodes if k == kind]
        lines += ["", "edges:"]
        for start, arrow, end, fields in self.edges:
            lines.append(f"  - {start} {arrow} {end}: {{{', '.join(f'{k}: {v}' for k, v in fields.items())}}}")
        return "\n".join(lines) + "\n"


def tree(seed, size, most):
    """Bodies below bodies, each with at most so many of its own."""
    n = Network("A secretariat and what it leads", seed)
    free = [n.node("organizations")] * most
    while len(n.nodes) < size:
        parent = free.pop(n.chance.below(min(len(free), 3 * most)))
        child = n.node(n.chance.pick(["organizations", "organizations", "countries"]))
        n.edge(parent, child, relation=n.chance.pick(["leads", "covers"]))
        free += [child] * most
    return n


def hub(seed, size):
    """One treaty and those around it, each with a claim of its own to it."""
    n = Network("A treaty and those around it", seed)
    middle = n.node("agreements")
    for i in range(size - 1):
        other = n.node("countries" if i % 4 else "organizations")
        fields = n.chance.pick([{"relation": "party"}, {"relation": "observer", "status": "planned"}, {}])
        n.edge(other, middle, **fields)
    return n


def two_hubs(seed, size):
    """Two treaties, states in one or in both, a few of them at odds."""
    n = Network("Two treaties and the states between them", seed)
    first, second = n.some(2, "agreements")
    n.edge(first, second, relation="counters")
    states = n.some(size - 2)
    for i, state in enumerate(states):
        n.edge(state, first if 2 * i < len(states) else second, relation="member")
        if abs(2 * i - len(states)) < 6:
            n.edge(state, second if 2 * i < len(states) else first, relation="observer")
    n.edge(states[0], states[-1], "--", relation="opposes")
    n.edge(states[1], states[-2], "--", relation="opposes")
    return n


def memberships(seed, states, bodies, edges):
    """States in bodies, each in one at least."""
    n = Network("Who belongs to what", seed)
    members, clubs = n.some(states), n.some(bodies, "organizations")
    pairs = [(state, n.chance.pick(clubs)) for state in members]
    rest = n.chance.shuffled((state, club) for state in members for club in clubs if (state, club) not in pairs)
    for state, club in sorted(pairs + rest[:edges - len(pairs)]):
        n.edge(state, club, relation=n.chance.pick(["member", "member", "member", "observer"]))
    return n


def chain(seed, size):
    """From hand to hand."""
    n = Network("How a request travels", seed)
    nodes = [n.node("countries" if i % 3 else "organizations") for i in range(size)]
    for start, end in zip(nodes, nodes[1:]):
        n.edge(start, end)
    return n


def components(seed):
    """Five parts without a tie between them, and three nodes alone."""
    n = Network("Pacts without ties to each other", seed)
    for size in (7, 5, 4, 3, 2):
        middle, *others = n.some(1, "agreements") + n.some(size - 1)
        for other in others:
            n.edge(other, middle, relation="party")
        if size > 4:
            n.tie(others[0], others[1])
    n.some(3)
    return n


def drawn(seed, size, edges, among):
    """So many claims, drawn by lot among the pairs of states; a tree of them first, so that all hangs together."""
    n = Network("Ties among states", seed)
    states = n.some(size)
    places = n.chance.shuffled(range(size))
    pairs = n.chance.shuffled(among)
    root = list(range(size))

    def top(i):
        while root[i] != i:
            i = root[i]
        return i

    chosen, rest = [], []
    for a, b in pairs:
        if top(a) != top(b):
            root[top(a)] = top(b)
            chosen.append((a, b))
        else:
            rest.append((a, b))
    for a, b in n.chance.shuffled(chosen + rest[:edges - len(chosen)]):
        n.tie(states[places[a]], states[places[b]])
    return n


def any_pairs(size):
    return [(a, b) for a in range(size) for b in range(a)]


def mesh_pairs(rows, columns):
    """The sides and one diagonal of each field of a grid: planar."""
    steps = ((0, 1), (1, 0), (1, 1))
    return [(r * columns + c, (r + dr) * columns + c + dc) for r in range(rows) for c in range(columns)
            for dr, dc in steps if r + dr < rows and c + dc < columns]


NETWORKS = {
    "chain-15": lambda: chain(3, 15),
    "hub-16": lambda: hub(5, 16),
    "dense-20": lambda: drawn(7, 20, 50, any_pairs(20)),
    "members-12-6": lambda: memberships(11, 12, 6, 34),
    "two-hubs-22": lambda: two_hubs(13, 22),
    "components-24": lambda: components(17),
    "tree-30": lambda: tree(19, 30, 4),
    "planar-50": lambda: drawn(23, 50, 80, mesh_pairs(5, 10)),
    "random-50": lambda: drawn(29, 50, 90, any_pairs(50)),
    "tree-60": lambda: tree(31, 60, 5),
}


def write(folder):
    """All of them, as FOLDER/NAME.yaml; the paths."""
    paths = []
    for name, make in NETWORKS.items():
        paths.append(pathlib.Path(folder) / f"{name}.yaml")
        paths[-1].write_text(make().text(), encoding="utf-8")
    return paths


if __name__ == "__main__":
    if len(sys.argv) != 2 or not pathlib.Path(sys.argv[1]).is_dir():
        sys.exit(__doc__.splitlines()[0])
    write(sys.argv[1])
