"""The ledger of messages: runs planned once, their deliveries, and each attempt to post one (decision 5).

Service work without case data, so no Scope: contents are frozen, and nobody reads them here to answer a question.
`storage.queries.sending.deliveries` is the part of it that people see.
"""
