"""The store: rules, tables, queries and the import of exports."""
