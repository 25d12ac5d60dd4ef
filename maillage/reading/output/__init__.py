"""How a reading is given: as JSON for programs, as lines for a terminal, as one page for a person.

Each module is imported only when its output is asked for.
"""
