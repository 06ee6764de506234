"""What is wrong, doubtful or missing in a case: shapes, soundness, and the mistakes of tables."""
