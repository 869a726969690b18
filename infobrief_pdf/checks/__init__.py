"""Checks that need no pages: contrast of colours, characters without a glyph, names of files, style.

Each takes values and returns diagnostics; nothing here reads or writes a file.
"""
