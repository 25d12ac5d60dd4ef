"""Sign-in: how people show who they are, and the pages of their accounts. What they may do is said by organisations."""
