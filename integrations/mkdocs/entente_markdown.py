"""Networks of alliances as figures in Python-Markdown: ``![](net.yaml)``, and fences called ``entente``.

The program draws. This hands it the options of an image or a fence, and puts what it answers into the page.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import warnings
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

FENCE = re.compile(r"( *)(`{3,}|~{3,}) *([^`]*)")
OURS = re.compile(r"\{? *\.?entente(?![\w-])([^}]*)\}?")
ATTRIBUTES = re.compile(r"\{:? *([^}\n]+)\}")
# An indented fence counts below one of these: lists, admonitions, tabs. Elsewhere it is a block of code.
CONTAINER = re.compile(r" *([-*+]|\d+\.|!!!|\?\?\?\+?|===[!+]?) ")
PLACED = re.compile(r".+?:\d+:\d+: ")


class Mistake(Exception):
    """A network has mistakes: the text has their places, and how to mend them."""


class Networks(Extension):
    """Figures in one page. Who builds many says of each which file it is, and what is written there."""

    def __init__(self, program: str = "", page: str = "page.md", **options: str) -> None:
        super().__init__()
        self.program, self.options = program or os.environ.get("ENTENTE", "entente"), options
        self.page, self.source = page, ""
        self.depends: set[str] = set()  # what all pages rest on

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Fences(md, self), "entente", 29)  # before other fences
        md.treeprocessors.register(Images(md, self), "entente", 15)  # before lists of attributes

    def find(self, part: str, after: int) -> tuple[int, int]:
        """The line of the page that a part of it begins on, and where the part ends; what is above it in what is
        converted may be less than in the page, or more."""
        at = self.source.find(part, after)
        return self.source.count("\n", 0, max(at, after)) + 1, max(at, after) + len(part)

    def figure(
        self, line: int, attributes: list[tuple[str, str]], file: str = "", text: str = "", alt: str = ""
    ) -> str:
        """The HTML of a figure that stands on a line of the page."""
        own, classes, options = {"id": "", "caption": ""}, ["entente"], dict(self.options)
        for name, value in [("alt", alt), *attributes] if alt else attributes:
            if name == ".":
                classes.append(value)
            else:
                (own if name in own else options)[name] = value
        # The value of a word that stands alone, as in {all-views}, is the word.
        words = [f"--{name}" if value == name else f"--{name}={value}" for name, value in options.items()]
        beside = os.path.normpath(os.path.join(os.path.dirname(self.page), file))
        words += [beside] if file else ["--at", f"{self.page}:{line + 1}"]
        answer, told = self.ask(words, text)
        self.depends.update(os.path.abspath(name) for name in answer.get("depends", []))
        if told and not PLACED.match(told):
            told = f"{self.page}:{line}: error: " + re.sub("^(entente: )?(error: )?", "", told)
        if "outputs" not in answer:
            return self.mistake(told)
        if told:
            self.warning(told)
        name = own["id"] and f'id="{html.escape(own["id"])}" '
        caption = own["caption"] and f"<figcaption>{html.escape(own['caption'])}</figcaption>"
        drawing = self.drawing(answer["outputs"][0]["text"])
        return f'<figure {name}class="{html.escape(" ".join(classes))}">{drawing}{caption}</figure>'

    def ask(self, words: list[str], text: str) -> tuple[dict[str, Any], str]:
        """What the program answers, which has "outputs" where it drew, and what it says beside that."""
        command = [self.program, "embed", "--color=never", "-T", "svg_inline", *words]
        try:
            done = subprocess.run(command, input=text, encoding="utf-8", capture_output=True, check=False)
        except OSError as fault:
            return {}, f"‘{self.program}’ cannot be run: {fault.strerror}; ENTENTE says where it is"
        with suppress(ValueError):
            return json.loads(done.stdout), done.stderr.strip()
        return {}, done.stderr.strip() or f"‘{self.program}’ ended with {done.returncode}"

    # What a builder may do otherwise.

    def mistake(self, told: str) -> str:
        raise Mistake(told)

    def warning(self, told: str) -> None:
        warnings.warn(told)

    def drawing(self, svg: str) -> str:
        return svg


class Fences(Preprocessor):
    """Puts figures in the place of fences that are ours, and passes over those that are not."""

    def __init__(self, md: Markdown, networks: Networks) -> None:
        super().__init__(md)
        self.networks = networks

    def run(self, lines: list[str]) -> list[str]:
        self.networks.source = self.networks.source or "\n".join(lines)
        out: list[str] = []
        at = behind = 0
        while at < len(lines):
            fence = FENCE.fullmatch(lines[at])
            end = at
            if fence and (not fence[1] or self.is_inside(out, len(fence[1]))):
                end = next((i for i in range(at + 1, len(lines)) if lines[i].strip() == fence[2]), at)
            ours = end > at and fence and OURS.fullmatch(fence[3].strip())
            if ours and fence:
                line, behind = self.networks.find("\n".join(lines[at:end]), behind)
                figure = self.networks.figure(line, listed(ours[1]), text="\n".join([*lines[at + 1:end], ""]))
                out += ["", fence[1] + self.md.htmlStash.store(figure), ""]
            else:
                out += lines[at:end + 1]
            at = end + 1
        return out

    @staticmethod
    def is_inside(before: list[str], indent: int) -> bool:
        outer = (line for line in reversed(before) if line.strip() and len(line) - len(line.lstrip()) < indent)
        return CONTAINER.match(next(outer, "")) is not None


class Images(Treeprocessor):
    """Puts figures in the place of images that are networks."""

    def __init__(self, md: Markdown, networks: Networks) -> None:
        super().__init__(md)
        self.networks = networks

    def run(self, root: Element) -> None:
        self.behind = 0
        for parent in list(root.iter()):
            for image in list(parent):
                address = urlsplit(image.get("src", "")) if image.tag == "img" else urlsplit("")
                if not address.scheme and not address.netloc and address.path.endswith((".yaml", ".yml")):
                    self.replace(parent, image, unquote(address.path))

    def replace(self, parent: Element, image: Element, file: str) -> None:
        attributes = [("caption", image.get("title", ""))]
        braces = ATTRIBUTES.match(image.tail or "")
        if braces:
            attributes += listed(braces[1])
            image.tail = (image.tail or "")[braces.end():]
        line, self.behind = self.networks.find(f"]({image.get('src')}", self.behind)
        figure = self.networks.figure(line, attributes, file=file, alt=image.get("alt", ""))
        if parent.tag == "p":  # which cannot hold a figure
            parent.tag = "div"
        image.tag, image.text = "div", self.md.htmlStash.store(figure)
        image.attrib.clear()


def listed(attributes: str) -> list[tuple[str, str]]:
    """What stands in braces: pairs, of which the name of a class is ".", and that of an id is "id"."""
    return list(get_attrs(attributes.strip()))  # type: ignore[no-untyped-call]


def makeExtension(**settings: str) -> Networks:
    return Networks(**settings)
