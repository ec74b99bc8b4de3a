"""The editors that a click on a place in the preview can open. Imports nothing."""

from __future__ import annotations

EDITORS = {
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "pycharm": "pycharm://open?file={file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "none": "",
}
"""How an editor is asked, by address, to open a file at a place."""
