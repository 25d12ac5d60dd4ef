"""WordprocessingML (ECMA-376): a .docx rewritten so that what Word shows is plain text."""
