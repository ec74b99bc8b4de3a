"""Is the markup one that can be read, whatever the record? The memo is made from views that are made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reportgen.errors import Place, TemplateError
from reportgen.labels import Labels
from reportgen.memo.markup import Element, parse
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Memo
from reportgen.template import ROOT
from reportgen.template.failures import FAILURES, refusal
from reportgen.template.folders import Folders
from reportgen.template.lint.kinds import Field
from reportgen.template.lint.paths import wrong_paths
from reportgen.template.lint.sources import Sources
from reportgen.template.lint.synthetic import ADDRESS, Maker, Parts, Scene
from reportgen.template.places import placed
from reportgen.template.rendering import labels_by_name
from reportgen.template.sandbox import Sandbox, called

HREF = re.compile(r'href="#([^"]*)"(?! if="there")')
ANCHOR = re.compile(r'anchor="([^"]*)"')


class Reading:
    """One audience's templates, tried in every scene; what is wrong is told to ``sources``."""

    def __init__(self, sources: Sources, labels: Labels, fixed: Mapping[Field, object]) -> None:
        self._sources, self._labels, self._fixed = sources, labels, fixed
        self._loader = Folders(sources.folders.folders)
        self._sandbox = Sandbox(self._loader)
        self._parts: Parts = {}
        self._leading: set[Field] | None = None
        """The fields that links are made of which lead to some anchor or other."""
        self._read: set[str] = set()
        """Markup that was read already: many a scene changes nothing that is printed."""
        self._told = {(each.place.file, each.place.line) for each in sources.problems}

    def through(self, scenes: Iterable[Scene]) -> Memo | None:
        """Try these scenes. The memo of the first, if it can be read."""
        made = [self._memo(scene) for scene in scenes]
        return made[0]

    def _memo(self, scene: Scene) -> Memo | None:
        maker = Maker(scene, self._fixed, self._parts)
        try:
            markup = self._rendered(maker)
            if scene.turned is None:
                self._look_at(parse(markup), maker.origins, scene)
            led = self._led(markup, maker.origins)
            if led in self._read:
                return None
            self._read.add(led)
            return read_memo(led)
        except TemplateError as error:
            self._tell(error, scene)
            return None

    def _look_at(self, root: Element, origins: Mapping[str, Field], scene: Scene) -> None:
        if scene == Scene():
            self._leading = self._followed(root, origins)
        for element, wrong, remedy in wrong_paths(root, origins):
            self._tell(TemplateError(wrong, element.template, element.line), scene, remedy)

    def _rendered(self, maker: Maker) -> str:
        view = maker.view()
        self._sandbox.begin(view.properties.record_language)
        try:
            template = self._sandbox.get_template(ROOT)
            return "".join(template.generate(view=view, **labels_by_name(self._labels)))
        except FAILURES as error:
            raise refusal(error, self._sandbox, self._loader) from None

    # ------------------------------------------------------------------------------------ links

    def _followed(self, root: Element, origins: Mapping[str, Field]) -> set[Field]:
        """The fields that links are made of; where the memo has no anchor of their kind, that is told."""
        anchors = {element.attributes["anchor"] for element in root.walk() if "anchor" in element.attributes}
        kinds = {origins[anchor][1] for anchor in anchors if anchor in origins}
        leading: set[Field] = set()
        for element in root.walk():
            target = element.attributes.get("href", "").removeprefix("#")
            outside = not element.attributes.get("href", "").startswith("#")
            if target in anchors or target not in origins or outside or "if" in element.attributes:
                continue
            field = origins[target]
            if not kinds & {field[1], "id"} or (field[1] == "anchor" and "anchor" not in kinds):
                self._leads_nowhere(element, field)
            leading.add(field)
        return leading

    def _leads_nowhere(self, element: Element, field: Field) -> None:
        wrong = f"<a> leads to {called(field[0])}'s {field[1]}, and no section here has an anchor of that kind."
        having = [name for name in self._loader.list_templates() if self._anchors(name, field[1])]
        sections = ", ".join(name.partition("/")[2].partition(".")[0] for name in having)
        remedy = f"Add the section to the audience that has it ({sections}), or print the words without <a>."
        self._tell(TemplateError(wrong, element.template, element.line), Scene(), remedy)

    def _anchors(self, template: str, name: str) -> bool:
        return template.startswith("sections/") and bool(
            re.search(rf'anchor="\{{\{{[^}}]*\.{name}\s*\}}\}}"', self._loader.text(template))
        )

    def _led(self, markup: str, origins: Mapping[str, Field]) -> str:
        """The markup with links that a real record would make lead somewhere."""
        anchors = set(ANCHOR.findall(markup))

        def led(link: re.Match[str]) -> str:
            target = link.group(1)
            known = self._leading is None or origins.get(target) in self._leading
            follows = target in origins and target not in anchors and known
            return f'href="{ADDRESS}"' if follows else link.group()

        return HREF.sub(led, markup)

    # ---------------------------------------------------------------------------------- problems

    def _tell(self, error: TemplateError, scene: Scene, remedy: str = "") -> None:
        place = placed(error, self._sources.folders.folders).place or Place(error.template)
        if (place.file, place.line) in self._told:
            return
        self._told.add((place.file, place.line))
        where = "" if scene == Scene() else f" (found with {scene})"
        self._sources.note(place, f"{error.message}{where}", remedy)
