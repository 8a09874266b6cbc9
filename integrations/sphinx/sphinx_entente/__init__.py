"""Networks of alliances as figures in Sphinx: the directive ``entente``.

The program draws. This hands it the options of a directive, puts what it answers into the page in the form that the
builder shows best, and tells Sphinx what the page rests on.
"""

from __future__ import annotations

import json
import linecache
import os
import re
import shutil
import subprocess
import textwrap
from contextlib import suppress
from typing import Any, Callable, Dict, Iterable

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import translatable
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.i18n import get_image_filename_for_language, search_image_for_language

__version__ = "0.1.0"
logger = logging.getLogger(__name__)

FORMATS = {"image/svg+xml": "svg", "application/pdf": "pdf", "image/png": "png"}
PLACE = re.compile(r"^(?! )(.+?:\d+:\d+): (?:error|warning): ", re.MULTILINE)


class entente(nodes.General, nodes.Element, translatable):  # type: ignore[misc]
    """A figure before the builder is known: the words and the text that ask for it, and what was answered for HTML."""

    def preserve_original_messages(self) -> None:
        self["messages"] = [self["alt"]] if self["alt"] else []

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        self["alt"] = translated_message

    def extract_original_messages(self) -> list[str]:
        return list(self["messages"])


class Pages(Domain):
    """What each page rests on, as it was when the page was read, and which pages have mistakes."""

    name = label = "entente"
    initial_data: Dict[str, Any] = {"files": {}, "mistaken": set()}

    def note(self, files: Iterable[str]) -> None:
        for file in files:
            self.data["files"].setdefault(self.env.docname, {})[file] = stamp(file)
            if stamp(file):  # where one is missing, Sphinx would read the page at each build
                self.env.note_dependency(file)

    def note_mistake(self) -> None:
        self.data["mistaken"].add(self.env.docname)
        self.env.note_reread()
        with suppress(AttributeError, OSError):  # -W ends the build before the page of before is replaced
            os.unlink(self.env.app.builder.get_outfilename(self.env.docname))  # type: ignore[attr-defined]

    def clear_doc(self, docname: str) -> None:
        self.data["files"].pop(docname, None)
        self.data["mistaken"].discard(docname)

    def merge_domaindata(self, docnames: list[str], otherdata: Dict[str, Any]) -> None:
        self.data["files"].update((page, files) for page, files in otherdata["files"].items() if page in docnames)
        self.data["mistaken"] |= otherdata["mistaken"] & set(docnames)


class Options(Dict[str, Callable[[Any], Any]]):
    """The options that a directive may have: its own, and whatever the program takes."""

    def __missing__(self, name: str) -> Callable[[Any], Any]:
        return lambda value: value and " ".join(value.split())


OWN = {
    "alt": lambda value: " ".join(directives.unchanged_required(value).split()),
    "caption": directives.unchanged_required,
    "name": directives.unchanged_required,
    "class": directives.class_option,
    "align": lambda value: directives.choice(value, ("left", "center", "right")),
}


class Entente(SphinxDirective):
    """``.. entente:: FILE``, or the network itself as content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = Options(OWN)

    def run(self) -> list[nodes.Node]:
        pages = self.env.get_domain("entente")
        assert isinstance(pages, Pages)
        options = {**self.config.entente_options, **self.options}
        node = entente("", text="", alt=options.pop("alt", None))
        words = ((name, "" if value is None else f"={value}") for name, value in options.items() if name not in OWN)
        node["words"] = [f"--{name}{value}" for name, value in words]
        if self.arguments:
            for variant in get_image_filename_for_language, search_image_for_language:
                file, path = self.env.relfn2path(variant(self.arguments[0], self.env))
                pages.note([path])
            node["words"].append(file)
        elif self.content:
            page, line, indent = self.place()
            node["words"] += ["--at", f"{os.path.relpath(page, self.env.srcdir)}:{line}"]
            node["text"] = textwrap.indent("\n".join([*self.content, ""]), " " * indent)
        if bool(self.arguments) == bool(self.content):
            answer: Dict[str, Any] = {}
            told = "name the file of a network, or write the network below: one of the two"
        else:
            wanted = form(self.env.app.builder)
            answer, told = ask(self.env, node, wanted if wanted == "svg_inline" else "txt")
        pages.note(os.path.join(self.env.srcdir, file) for file in answer.get("depends", []))
        pages.note(filter(None, [shutil.which(self.config.entente_program)]))
        is_drawn = "outputs" in answer
        if not is_drawn:
            pages.note_mistake()
        if told:
            place, text = placed(self.env, told)
            report = logger.warning if is_drawn else logger.error
            report("%s", text, location=place or self.get_location(), once=bool(place), type="entente")
        node["answer"] = answer
        return [self.figure(node, options) if is_drawn else nodes.literal_block(told, told, language="text")]

    def place(self) -> tuple[str, int, int]:
        """The page, the line and the indentation of the content: messages have the columns of the page."""
        page, at = self.content.items[0]
        rows, first = linecache.getlines(page), self.content[0]
        if first not in "".join(rows[at:at + 1]):  # MyST counts from the content on
            at = next((i for i, row in enumerate(rows) if i >= self.lineno and first in row), at)
        return page, at + 1, max("".join(rows[at:at + 1]).find(first), 0)

    def figure(self, node: entente, options: Dict[str, Any]) -> nodes.figure:
        figure = nodes.figure("", node, classes=["entente", *options.get("class", [])])
        if "align" in options:
            figure["align"] = options["align"]
        if "caption" in options:
            text, messages = self.state.inline_text(options["caption"], self.lineno)
            figure += nodes.caption(options["caption"], "", *text, *messages)
        for part in figure.findall(nodes.Element):
            self.set_source_info(part)
        self.add_name(figure)
        return figure


class Draw(SphinxPostTransform):
    """Gives each figure the form that the builder shows best: itself, a file, or words."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        for node in list(self.document.findall(entente)):
            if self.app.builder.name != "gettext":
                self.replace(node, node.parent, form(self.app.builder))

    def replace(self, node: entente, figure: nodes.figure, wanted: str) -> None:
        if wanted == "txt":
            alt = nodes.paragraph("", node["alt"] or node["answer"]["alt"])
            caption = [nodes.paragraph("", "", *part.children) for part in figure[1:]]
            figure.replace_self(nodes.block_quote("", alt, *caption))
        elif wanted == "svg_inline":
            node.replace_self(nodes.raw("", self.made(node, wanted)["outputs"][0]["text"], format="html"))
        else:
            folder = os.path.join(self.app.outdir, getattr(self.app.builder, "imagedir", ""))
            os.makedirs(folder, exist_ok=True)
            answer = self.made(node, wanted, "-O", folder)
            file = os.path.join(self.env.srcdir, answer["outputs"][0]["file"])
            self.env.images.add_file(self.env.docname, file)
            image = nodes.image("", uri=file, candidates={"*": file}, alt=answer["alt"])
            if len(figure) > 1:
                node.replace_self(image)
            else:  # LaTeX may put a figure on another page, where it belongs to nothing without a caption
                image["align"] = figure.get("align", "center")
                figure.replace_self(image)

    def made(self, node: entente, wanted: str, *words: str) -> Dict[str, Any]:
        answer: Dict[str, Any] = node["answer"]
        if answer["outputs"][0]["format"] != wanted or node["alt"] not in (None, answer["alt"]):
            answer, told = ask(self.env, node, wanted, *words)
            if "outputs" not in answer:
                raise ExtensionError(told)
        return answer


def form(builder: Builder) -> str:
    """What a builder shows best. A book in EPUB has to say which of its pages hold SVG, and Sphinx does not."""
    if builder.format == "html" and builder.name != "epub":
        return "svg_inline"
    return next((FORMATS[kind] for kind in builder.supported_image_types if kind in FORMATS), "txt")


def ask(env: BuildEnvironment, node: entente, wanted: str, *words: str) -> tuple[Dict[str, Any], str]:
    """What the program answers, which has "outputs" where it drew, and what it says beside that."""
    program = env.config.entente_program
    alt = [f"--alt={node['alt']}"] if node["alt"] else []
    command = [program, "embed", "--color=never", "-T", wanted, *words, *alt, *node["words"]]
    try:
        done = subprocess.run(command, input=node["text"], cwd=env.srcdir, capture_output=True, encoding="utf-8",
                              check=False)
    except OSError as fault:
        return {}, f"‘{program}’ cannot be run: {fault.strerror}; entente_program in conf.py says where it is"
    with suppress(ValueError):
        return json.loads(done.stdout), done.stderr.strip()
    return {}, done.stderr.strip() or f"‘{program}’ ended with {done.returncode}"


def placed(env: BuildEnvironment, told: str) -> tuple[str, str]:
    """The place of the first message, empty where it has none, and the messages; files are named as Sphinx does."""
    told = PLACE.sub(lambda match: os.path.join(env.srcdir, match[0]), told)
    first = PLACE.match(told)
    return (first[1], told[first.end():]) if first else ("", re.sub("^entente: (error: )?", "", told))


def stamp(file: str) -> tuple[int, int] | None:
    """Changes with a file, and where an older one is moved there; None where there is none."""
    with suppress(OSError):
        status = os.stat(file)
        return status.st_mtime_ns, status.st_size
    return None


def outdated(_app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
    pages = env.get_domain("entente").data["files"]
    return [page for page, files in pages.items() if any(stamp(file) != was for file, was in files.items())]


def finish(app: Sphinx, fault: Exception | None) -> None:
    if fault is None and app.env.get_domain("entente").data["mistaken"]:
        app.statuscode = 1


def setup(app: Sphinx) -> Dict[str, Any]:
    app.add_config_value("entente_program", os.environ.get("ENTENTE", "entente"), "env")
    app.add_config_value("entente_options", {}, "env")
    app.add_domain(Pages)
    app.add_node(entente)
    app.add_directive("entente", Entente)
    app.add_post_transform(Draw)
    app.connect("env-get-outdated", outdated)
    app.connect("build-finished", finish)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
