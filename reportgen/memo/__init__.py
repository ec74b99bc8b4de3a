"""A memo as a tree of frozen types, and the gate that reads markup into it."""
