"""What is taken away from an agreement, as documents: pure, neither the database nor the request.

``rendering`` makes files of them; the queries and views of the room say of what, and to whom.
"""
