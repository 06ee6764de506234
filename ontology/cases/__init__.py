"""The cases that ship with the program, as data files."""
