"""Talks inside documents that are not ours: each adapter a package, an extra, and its library's only home.

What adapters have in common knows of none of them:

    asked        what an author typed → what is asked for, or every mistake in it
    records      the records of a site
    references   talks and an entry of theirs, as a document refers to them; where a memo tells of an entry
    shown        an entry → what is shown of it; the source's words behind it, with where they stand
    embedding    all of it for one site: what is asked for → the memo, with the files it is made from
    faults       an error → a line for each thing that is wrong
"""
