"""Talks in the pages of an MkDocs site: the plugin ``reportgen``, which ``pip install "reportgen[mkdocs]"`` brings.

fences      the lines of a page → blocks of talks in them
extension   Markdown → where blocks and references stand
written     what stands in a block → what is asked for
page        blocks and references → elements, with their places
elements    the tree of a memo → elements
site        places of all pages → links between them
plugin      all of it at the stages of a build
"""

from reportgen.integrations.mkdocs.plugin import TalksPlugin

__all__ = ["TalksPlugin"]
