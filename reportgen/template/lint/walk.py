"""Through every statement of a memo's templates, both ways at every test, with the kinds of all names."""

from __future__ import annotations

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from reportgen.template import ROOT
from reportgen.template.failures import NESTED, busiest, not_found, syntax
from reportgen.template.language import refused
from reportgen.template.lint.expressions import Expressions
from reportgen.template.lint.kinds import (
    Anything,
    Imported,
    Kind,
    Known,
    ListOf,
    Loop,
    MacroOf,
    Members,
    Text,
    Words,
    either,
    spoken,
    ways,
)
from reportgen.template.lint.scope import Scope
from reportgen.template.lint.sources import Sources

DEEPEST = 30
"""Templates and macros within one another."""


class Walk(Expressions):
    """One audience's way through its templates, from ``memo.html.j2`` on."""

    def __init__(self, sources: Sources, known: Known) -> None:
        super().__init__(sources, known)
        self._depth = 0
        self._entered: set[tuple[int, tuple[tuple[str, Kind], ...]]] = set()
        self._macros: list[MacroOf] = []
        self._calls: list[tuple[str, int]] = []
        self._modules: dict[str, Imported] = {}
        self.read: set[str] = set()
        """Every template that was gone through."""

    def memo(self, names: dict[str, Kind]) -> None:
        """Walk through the whole memo, and then through the macros that nothing in it called."""
        self._template(ROOT, Scope(dict(names)), None)
        called = {number for number, _ in self._entered}
        for macro in self._macros:
            if id(macro.node) not in called:
                self.enter(macro, {str(each.name): Anything() for each in macro.node.args})

    # -------------------------------------------------------------------------------- templates

    def _template(self, name: str, scope: Scope, by: nodes.Node | None) -> bool:
        """Walk through a template; whether it is there and can be read."""
        try:
            tree = self.sources.tree(name)
        except TemplateSyntaxError as error:
            self.sources.tell(name, error.lineno, syntax(str(error.message), self.sources.sandbox))
            self.read.add(name)
            return False
        except TemplateNotFound as error:
            line = by.lineno if by else 0
            self.sources.tell(
                self.template or ROOT, line, not_found(error, self.sources.folders), words=(f'"{name}"', name)
            )
            return False
        except RecursionError:
            self.sources.tell(name, busiest(self.sources.sandbox, self.sources.folders.text(name)), f"{NESTED}.")
            self.read.add(name)
            return False
        before, self.template = self.template, name
        self.read.add(name)
        self._depth += 1
        if self._depth <= DEEPEST:
            self._through(tree.body, scope)
        self._depth -= 1
        self.template = before
        return True

    def _named(self, node: nodes.Include | nodes.Import | nodes.FromImport, scope: Scope) -> list[str]:
        kind = self.kind(node.template, scope)
        known = [way.values for way in ways(kind) if isinstance(way, Text) and way.values]
        if not known:
            self.tell(node.template, "Which template this is cannot be told without a record; write its name.")
        return sorted({name for values in known for name in values})

    def _module(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> Imported | None:
        """A template's names, as import sees them: without those of the one that imports, unless asked for."""
        for name in self._named(node, scope):
            if name not in self._modules or node.with_context:
                inner = scope.inner() if node.with_context else Scope({})
                module = Imported(name, inner.names)
                self._modules[name] = module
                if not self._template(name, inner, node):
                    del self._modules[name]
                    return None
            return self._modules[name]
        return None

    # ------------------------------------------------------------------------------- statements

    def _through(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            if reason := refused(node):
                self.tell(node, f"{reason}.")
                continue
            depth = (self.template, self._depth, len(self._calls))
            try:
                self._statement(node, scope)
            except RecursionError:
                self.template, self._depth = depth[:2]
                del self._calls[depth[2] :]
                self.sources.tell(self.template, node.lineno, f"{NESTED}.")

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    if not isinstance(each, nodes.TemplateData):
                        self.print(each, self.kind(each, scope))
            case nodes.If():
                self._if(node, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Assign():
                self._give(node.target, self.kind(node.node, scope), scope)
            case nodes.With():
                inner = scope.inner()
                for target, value in zip(node.targets, node.values, strict=True):
                    self._give(target, self.kind(value, scope), inner)
                self._through(node.body, inner)
            case nodes.Macro():
                macro = MacroOf(node, self.template, scope.names)
                self._macros.append(macro)
                scope.give(node.name, macro)
            case nodes.Include():
                for name in self._named(node, scope):
                    self._template(name, scope.inner() if node.with_context else Scope({}), node)
            case nodes.Import():
                scope.give(node.target, self._module(node, scope) or Anything())
            case nodes.FromImport():
                self._from(node, scope)
            case nodes.Scope():
                self._through(node.body, scope.inner())

    def _if(self, node: nodes.If, scope: Scope) -> None:
        taken: list[Scope] = []
        rest = scope
        for test, body in ((node.test, node.body), *((each.test, each.body) for each in node.elif_)):
            yes, rest = self.branches(test, rest)
            self._through(body, yes)
            taken.append(yes)
        self._through(node.else_, rest)
        scope.join([*taken, rest])

    def _for(self, node: nodes.For, scope: Scope) -> None:
        listed = self.kind(node.iter, scope)
        member = either(*(self._each(node, way) for way in ways(listed)))
        inner = scope.inner()
        self._give(node.target, member, inner)
        if node.test:
            inner, _ = self.branches(node.test, inner)
        inner.give("loop", Loop(member))
        self._through(node.body, inner)
        self._through(node.else_, scope.inner())

    def _each(self, node: nodes.For, listed: Kind) -> Kind:
        match listed:
            case ListOf():
                return listed.member
            case Members():
                return either(*listed.kinds)
            case Words():
                return Text()
            case Anything():
                return listed
        self.tell(node.iter, f"A loop goes through a list, and this is {spoken(listed)}.")
        return Anything()

    def _give(self, target: nodes.Node, kind: Kind, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope.give(target.name, kind)
        elif isinstance(target, nodes.Tuple):
            several = kind.kinds if isinstance(kind, Members) else ()
            if not isinstance(kind, Anything) and len(several) != len(target.items):
                self.tell(target, f"This does not come apart into {len(target.items)}: it is {spoken(kind)}.")
                several = ()
            for number, each in enumerate(target.items):
                self._give(each, several[number] if several else Anything(), scope)

    def _from(self, node: nodes.FromImport, scope: Scope) -> None:
        module = self._module(node, scope)
        for each in node.names:
            name, alias = each if isinstance(each, tuple) else (each, each)
            if module is None:
                scope.give(alias, Anything())
                continue
            read = nodes.Getattr(
                nodes.Name(module.template, "load", lineno=node.lineno), name, "load", lineno=node.lineno
            )
            scope.give(alias, self._read(read, module, name))

    # ----------------------------------------------------------------------------------- macros

    def enter(self, macro: MacroOf, given: dict[str, Kind], call: nodes.Call | None = None) -> Kind:
        """Walk through a macro with these arguments, once for each kinds of them."""
        entry = (id(macro.node), tuple(given.items()))
        if entry in self._entered or self._depth > DEEPEST:
            return Text()
        self._entered.add(entry)
        self._calls.append((self.template, call.lineno if call else 0))
        before, self.template = self.template, macro.template
        self._depth += 1
        names = {**macro.names, **given}
        scope = Scope(names)
        optional = macro.node.args[len(macro.node.args) - len(macro.node.defaults) :]
        for argument, default in zip(optional, macro.node.defaults, strict=True):
            if str(argument.name) not in given:
                scope.give(str(argument.name), self.kind(default, scope))
        self._through(macro.node.body, scope)
        self._depth -= 1
        self.template = before
        self._calls.pop()
        return Text()

    def caller(self) -> str:
        """Where the macro is called that is being walked through, in brackets; else nothing."""
        template, line = self._calls[0] if self._calls else ("", 0)
        return f" (called from {template}:{line})" if line and template != self.template else ""
