"""Five municipalities, each made up around a real recovery plan: its themes, deadlines and figures in our own words.

The plans are public. Who works there and every case behind the figures is made up. A municipality is two files: what
it looks like (`.toml`) and its action plan (`.csv`).
"""

from storage.demo.plans.example import EXAMPLES, Example, load_example
from storage.demo.plans.write import write_example

__all__ = ["EXAMPLES", "Example", "load_example", "write_example"]
