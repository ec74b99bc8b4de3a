"""What was said and settled: the record of one round of talks, as frozen forms.

Knows nothing of documents, templates or files.
"""

from reportgen.model.talks import Talks

__all__ = ["Talks"]
