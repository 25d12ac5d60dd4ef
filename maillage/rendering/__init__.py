"""Structure in, document out: PDF, word processors' files, Akoma Ntoso XML. Pure: no Django, no database, no clock.

:mod:`maillage.rendering.model` is what a document is made of; each writer turns a :class:`Document` into bytes, the
same bytes for the same document: nothing is read but what is passed, not even the time.
"""
