"""A memo in the browser, made again on every save. Needs the extra ``preview``.

    render    a record and an audience → what the page shows, or what keeps it from being shown
    session   looks at the files, and keeps the newest memo of every audience that is looked at
    app       the pages, on this machine only, for nobody who does not know the address

The memo is shown in a frame that runs no script; around it stand the findings, the length and the sign-off.
"""

from __future__ import annotations

__all__: list[str] = []
