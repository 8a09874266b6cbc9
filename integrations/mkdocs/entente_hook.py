"""Networks of alliances as figures in MkDocs: ``hooks: [entente_hook.py]``, with entente_markdown.py beside it."""

from __future__ import annotations

import html
import logging
import os
import re
import sys
from contextlib import suppress
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from entente_markdown import Networks  # noqa: E402

logger = logging.getLogger("mkdocs.plugins.entente")


class Site(Networks):
    """The figures of a build. Mistakes are told for all pages, and end it before one is written."""

    def __init__(self, **settings: str) -> None:
        super().__init__(**settings)
        self.drawings: list[str] = []
        self.mistakes = 0

    def mistake(self, told: str) -> str:
        self.mistakes += 1
        logger.error(told)
        return f'<pre class="entente-mistake" role="alert">{html.escape(told)}</pre>'

    def warning(self, told: str) -> None:
        logger.warning(told)

    def drawing(self, svg: str) -> str:
        """A comment until the page is written: the words of a drawing and of its style are nothing for the search."""
        self.drawings.append(svg)
        return f"<!--entente {len(self.drawings) - 1}-->"


class State:
    """What stays from one build to the next."""

    site = Site()
    serving = False
    server: LiveReloadServer | None = None
    watched: set[str] = set()


def on_startup(command: str, **_: Any) -> None:
    State.serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    State.site = Site(**config.extra.get("entente", {}))
    config.markdown_extensions.append(State.site)  # type: ignore[arg-type]


def on_page_markdown(markdown: str, page: Page, **_: Any) -> None:
    State.site.page, State.site.source = os.path.relpath(page.file.abs_src_path or page.file.src_uri), markdown
    with suppress(OSError, TypeError):  # what other plugins make has no file
        with open(page.file.abs_src_path, encoding="utf-8-sig") as file:
            State.site.source = file.read()


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> None:
    watch(config)
    if State.site.mistakes and not State.serving:
        raise PluginError(f"nothing is built: figures with mistakes: {State.site.mistakes}")


@event_priority(100)  # before others make the page small, and take comments away
def on_post_page(output: str, **_: Any) -> str:
    return re.sub("<!--entente ([0-9]+)-->", lambda mark: State.site.drawings[int(mark[1])], output)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> None:
    State.server = server
    watch(config)


def watch(config: MkDocsConfig) -> None:
    """Watches what figures rest on. What stands among the pages MkDocs watches itself; elsewhere it is told the folder,
    since a file that is saved by an editor, or is missing, comes and goes."""
    if State.server:
        docs = os.path.join(config.docs_dir, "")
        files = (file for file in State.site.depends if not file.startswith(docs))
        for folder in {os.path.dirname(file) for file in files} - State.watched:
            State.watched.add(folder)
            State.server.watch(folder, recursive=False)
