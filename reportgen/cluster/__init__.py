"""Records made on other machines: an executor that gives them to the workers of a Dask cluster.

    here    parcel    a record's files by the names the user gave them, and what is asked for
            folder    a folder of templates as bytes, by its digest
            reach     an address → a client, or why there is none
            executor  parcels → a Dask cluster → what there is to write of each record
    there   door      what a cluster calls, which imports the rest when it is called
            there     a parcel → what there is to write of its record, made in a child under limits
            root      the record's files at their places below a folder of the child's own
    both    program   what memos are made with, so that it can be compared

Dask is an extra, and imported where it is used. Workers need no disk in common with this machine.
"""
