"""Texts to start from: a model of each kind of agreement, filled with answers, and the document that it makes.

The models are in ``texts/``, of our own writing. Nothing typed can change their form: every value is escaped before
it enters the Markdown that pandoc turns into a document.
"""
