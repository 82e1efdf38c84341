"""What is found about money."""
