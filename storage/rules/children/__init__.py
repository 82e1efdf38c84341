"""Children and young people."""
