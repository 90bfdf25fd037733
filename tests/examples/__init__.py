"""An example of every component of the theme: its documentation, its fixture, its test.

An example is a template named as its component, drawn with the made-up values of
values.py through the real templates. `python -m tests.examples` shows all of them.
"""
