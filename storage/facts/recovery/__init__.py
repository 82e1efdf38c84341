"""What is found about recovery and plans."""
