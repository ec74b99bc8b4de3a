"""A site of MkDocs that shows talks in every way it can, and what builds one."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from tests.conftest import REAL, ROOT

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's word on what comes after MkDocs, on every start
WANG = "wang-blinken-2023-10"
HARBOUR = ROOT / "tests" / "records" / "harbour-2031-04"
EXTENSIONS = [
    "admonition", "attr_list", "md_in_html", "pymdownx.details", "pymdownx.superfences", "pymdownx.snippets", "abbr",
    "smarty", {"pymdownx.tabbed": {"alternate_style": True}}, {"toc": {"permalink": True}},
]  # fmt: skip
"""What Material's own pages begin with."""
MATERIAL = {"name": "material", "palette": [{"scheme": "default"}, {"scheme": "slate"}]}
PLAIN = ["admonition", "attr_list", {"toc": {"permalink": True}}]
"""Without superfences: MkDocs adds fenced_code itself."""
STRICT = {"links": {"anchors": "warn", "unrecognized_links": "warn", "absolute_links": "warn"}, "nav": {}}
COUNTRY = f"""# China and the United States

As they said: :talks:`{WANG}#A-02`. In words of one's own: :talks:`more flights <{WANG}#A-02>`. What the source says:
:evidence:`{WANG}#A-01`. [A link by hand](talks/memo.md#{WANG}-A-01).

## What was agreed

```talks-table
{WANG}
section: agreements
```

### Below it

!!! note "In a box"

    ```talks-memo
    record: {WANG}
    section: next-steps
    caption: Who does what
    ```

=== "One"

    ~~~talks-table
    {WANG}
    section: positions
    party: US
    caption: What the United States said
    name: said
    class: narrow wide
    ~~~

=== "Two"

    Words.
"""
HOW = """# How to write it

````markdown
```talks-memo
shown and not meant
```
````

    ```talks-table
    nor is this
    ```

In a line: `:talks:` and ``:talks:`cn-us#A-01` ``.

<!--
```talks-memo
nor this
```
-->
"""
PAGES = {
    "index.md": COUNTRY,
    "how.md": HOW,
    "talks/memo.md": f"```talks-memo\n{WANG}\naudience: desk\n```\n",
    "talks/harbour.md": "# Harbour\n\n## The matrix\n\n```talks-table\nharbour-2031-04\nsection: matrix\n```\n\n"
    f"There :talks:`{WANG}#A-01`, here :talks:`harbour-2031-04#A-01`.\n",
}
NAV = [{"Country": "index.md"}, {"Talks": ["talks/memo.md", "talks/harbour.md"]}, "how.md"]


def project(
    folder: Path,
    pages: Mapping[str, str],
    *,
    theme: Mapping[str, object] | None = None,
    extensions: list[object] | None = None,
    options: Mapping[str, object] | None = None,
    **more: object,
) -> Path:
    """Write a project of these pages; its mkdocs.yml."""
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    records = [str(REAL), str(HARBOUR)]
    settings = {
        "site_name": "Handbook",
        "strict": True,
        "theme": {"name": "mkdocs", **(theme or {})},
        "markdown_extensions": PLAIN if extensions is None else extensions,
        "plugins": ["search", {"reportgen": {"records": records, **(options or {})}}],
        "validation": STRICT,
        **more,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return folder / "mkdocs.yml"


def configured(path: Path, *, command: str = "build") -> MkDocsConfig:
    """A project as MkDocs reads it at the start of a run."""
    config = load_config(str(path), site_dir=str(path.parent / "site"))
    config.plugins.on_startup(command=command, dirty=False)
    return config


def built(path: Path) -> Path:
    """The project's site. Raises :class:`mkdocs.exceptions.Abort` where MkDocs does."""
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    build(configured(path))
    return path.parent / "site"


def told(page: str, folder: Path, caplog: pytest.LogCaptureFixture, **more: object) -> str:
    """What a build that fails says; the page is the site's only one."""
    caplog.clear()
    with pytest.raises(Abort):
        built(project(folder, {"index.md": page}, **more))
    return caplog.text


@cache
def soup_at(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def words(element: Tag | None) -> str:
    """The words of an element of a page."""
    assert element
    return " ".join(element.get_text().split())
