"""The ledger of what goes out: runs planned once, their deliveries, and each attempt to post one (decision 5).

Service work without case data, so no Scope: contents are frozen, and nobody reads them here to answer a question. What
people see of it is `storage.queries.sending.deliveries`.
"""
