"""What the last build wrote, and of what: so that a memo is made anew only when something it is made of changed.

    digests     contents and parts → digests
    program     the program, its tables, Python and the libraries, each by name
    libraries   the system's text libraries that PDFs are made with
    inputs      what one record's memos are made of, each by name
    entry       what is kept of one record, as plain values
    ledger      the file that keeps it, beside the memos
    recall      one memo: from disk where its writer would be given the same again, or made
    told        which input changed, in words
    leftover    files whose record or audience is gone

Nothing is taken on trust: inputs and files on disk are compared by their content, never by their dates, so
a ledger that is old, damaged, or gone costs time and never a wrong memo. Imports nothing heavy.
"""

from reportgen.ledger.entry import Entry, Run
from reportgen.ledger.ledger import FILE, Ledger
from reportgen.ledger.recall import Recall, Written

__all__ = ["FILE", "Entry", "Ledger", "Recall", "Run", "Written"]
