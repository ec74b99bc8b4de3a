"""The plugin: what is done at each stage of a build of MkDocs."""

from __future__ import annotations

from logging import INFO
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from reportgen.integrations.embedding import Embedding
from reportgen.integrations.mkdocs.extension import TalksExtension
from reportgen.integrations.mkdocs.page import Page
from reportgen.integrations.mkdocs.settings import Settings
from reportgen.integrations.mkdocs.site import Site, Wanted, told
from reportgen.integrations.mkdocs.watched import Watched
from reportgen.integrations.mkdocs.withheld import withhold

LOOKS = "assets/talks.css"
"""Where the site has the looks of what is embedded; its own style sheets come after, and so before it."""

log = get_plugin_logger(__name__)


class TalksPlugin(BasePlugin[Settings]):
    """Shows talks in the pages of a site: blocks ``talks-memo`` and ``talks-table``, references ``:talks:``.

    All that is wrong with them is told at once, and ends the build; nothing of it gets into a page. The object lives as
    long as ``mkdocs serve``, and what was made is kept between its builds.
    """

    def __init__(self) -> None:
        self._embedding: Embedding | None = None
        self._made_for: object = None
        self._site = Site()
        self._page: Page | None = None
        self._order: list[File] = []
        self._watched: Watched | None = None
        self._dirty = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """A run of MkDocs begins; that there is this method makes MkDocs keep the object while it serves."""
        TalksPlugin.__init__(self)
        self._dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """A build begins: the options are looked at, and Markdown is taught what a block of talks is."""
        root = Path(config.config_file_path or Path.cwd() / "mkdocs.yml").parent
        made_for = (root, dict(self.config))
        if self._embedding is None or self._made_for != made_for:
            self._embedding, self._made_for = self.config.embedding(root, Path(config.site_dir)), made_for
        self._embedding.records.forget()
        if wrong := self.config.wrong(self._embedding):
            raise PluginError("\n".join(["In the options of the plugin reportgen:", *(f"  {line}" for line in wrong)]))
        self._site = self._site.again() if self._dirty else Site()
        config.markdown_extensions[:] = [e for e in config.markdown_extensions if not isinstance(e, TalksExtension)]
        config.markdown_extensions.append(TalksExtension(self._shows))  # type: ignore[arg-type]  # objects too
        if LOOKS not in config.extra_css:
            config.extra_css.insert(0, LOOKS)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The site gets the looks of what is embedded, and no record."""
        if gone := withhold(files):
            log.info(f"Kept out of the site, since readers see their own cut of it: {', '.join(gone)}")
        if files.get_file_from_path(LOOKS) is None:
            css = (Path(__file__).parent / "talks.css").read_text(encoding="utf-8")
            files.append(File.generated(config, LOOKS, content=css))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The order of the pages is that of the navigation; those that are not in it come last."""
        named = [page.file for page in nav.pages]
        others = [file for file in files.documentation_pages() if file not in named]
        self._order = [*named, *others]
        return nav

    @event_priority(-100)  # after all that writes or takes away Markdown
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page is about to be written."""
        self._page = Page(
            self._site, self._talks, page.file.src_uri, Path(str(page.file.abs_src_path)), page.file.content_string
        )
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page was written."""
        self._page = None
        return html

    @event_priority(100)  # before all that reads the pages
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages were written: what is wrong is told, and references become links."""
        self._judge()
        for file in files.documentation_pages(inclusion=lambda level: True):
            if file.page and file.page.content:
                file.page.content = self._linked(file.page.content, file, config)
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """What other plugins wrote since, the list of a blog for one, has its references too."""
        self._judge()
        return self._linked(output, page.file, config)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The build is done."""
        self._watch()

    def on_build_error(self, *, error: Exception) -> None:
        """The build failed; who mends the file that is at fault is seen to do so."""
        self._page = None
        self._watch(failed=True)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """The site is served: a change of anything that it is made from makes it again."""
        self._watched = Watched(server)
        self._watch()
        return server

    def _shows(self) -> Page:
        """The page that is being written; or, while another plugin writes a part of one again, what has no place."""
        return self._page or Page(self._site, self._talks, None, Path(), "")

    @property
    def _talks(self) -> Embedding:
        assert self._embedding, "on_config comes first"
        return self._embedding

    def _judge(self) -> None:
        if self._site.faults:
            raise PluginError(f"Talks cannot be shown as asked.\n{told(self._site.faults)}")

    def _linked(self, html: str, file: File, config: MkDocsConfig) -> str:
        def lost(wanted: Wanted) -> None:
            level = INFO if self._dirty else config.validation.links.not_found  # of a dirty build pages are missing
            log.log(level, f"{wanted.where} refers to {wanted.reference}, which no page of this site tells of.")

        return self._site.linked(html, file, self._order, lost)

    def _watch(self, *, failed: bool = False) -> None:
        if self._watched:
            self._watched.follow(self._site.files, self.config.folder, more=failed)
