"""One semantic model of the store (domain.md §11): the SQL of what storage/rules/conditions.toml names."""
