"""The jobs: a clock ticks, digests are planned, composed and delivered."""
