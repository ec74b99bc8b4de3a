"""Validate every document in a folder: ``python -m tests.validators out [--claims 3a,ua1] [--json]``.

Exit codes: 0 all of them pass, 1 one does not, 2 there is nothing to validate, or a validator is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.validators.kinds import validated
from tests.validators.outcome import ValidatorError
from tests.validators.table import table


def main(arguments: Sequence[str]) -> int:
    """Validate, print, and say by the exit code how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.validators", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", default="", help="profiles that every PDF must claim: 3a,ua1")
    parser.add_argument("--json", action="store_true", help="print the outcomes as JSON")
    asked = parser.parse_args(arguments)
    try:
        outcomes = validated(asked.folder, [each for each in asked.claims.split(",") if each])
    except ValidatorError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps([asdict(each) for each in outcomes]) if asked.json else table(outcomes))
    return 1 if any(each.faults for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
