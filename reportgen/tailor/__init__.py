"""Making it one's own: a folder of audiences, templates, style and labels that stands before the shipped one.

shelf    which audiences there are, what each is made of, and where that lies
start    the few files of a new audience, each line explained
proof    whether all of it holds, without a record
strays   files in the folder that nothing reads
"""
