"""A case for other tools: files of graphs, workbooks, RDF, and what is left out when it is redacted."""
