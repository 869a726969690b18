"""Checks on values: contrast of colours, missing characters, names, style; and the structure of a PDF.

Each takes values and returns diagnostics; nothing here reads or writes a file.
"""
