"""The coding desk: one page on which a person codes a text, the file that it writes, and that file's way into a case."""
