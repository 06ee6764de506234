"""What is computed from resolved stances: one module for each question."""
