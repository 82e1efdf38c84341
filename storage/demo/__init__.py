"""The made-up municipality, written as the export folder that the import reads."""

from storage.demo.people import CAST, CastMember
from storage.demo.write import DEFAULT_SEED, DemoSummary, write_demo

__all__ = ["CAST", "DEFAULT_SEED", "CastMember", "DemoSummary", "write_demo"]
