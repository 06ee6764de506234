"""The ontology, its shapes and the cases that ship with the program, as data files."""
