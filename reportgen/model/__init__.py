"""What was said and settled: the record of one round of talks, as frozen forms.

Knows nothing of documents, templates or files.
"""
