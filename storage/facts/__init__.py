"""Facts: what a query found, complete before rendering; frozen, and typed to the last room.

One file a question or reminder, by subject. A field is a key of the answer's JSON, in the order of questions.md.
"""
