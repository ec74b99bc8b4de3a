"""Other people's validators, run on finished files: ``python -m tests.validators out``.

It runs in an environment of its own (``make validate``), which has the validators and nothing of reportgen: what
is judged here is the files alone. A validator that is missing stops the run; none is ever left out.

======  ==========================================================================================
format  validators
======  ==========================================================================================
PDF     veraPDF 1.31 and page-validation, by the standards that the file says it keeps
DOCX    the Open XML SDK's validator, openxml-audit, ooxml-integrity
HTML    the Nu HTML checker, axe in Chromium
======  ==========================================================================================
"""
