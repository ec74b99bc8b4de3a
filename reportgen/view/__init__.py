"""A record and an audience → the audience's cut of it, as plain frozen data.

What the audience may not see goes first; then what it gets is chosen, put in order and put in words.
"""
