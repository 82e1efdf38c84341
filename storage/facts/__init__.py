"""Facts: what a query found, complete before rendering, frozen and typed.

One file a question or reminder, by subject. Each field is a key of the answer's JSON, in the order of questions.md.
"""
