"""Who acts: organisations and their units, people and the functions they hold, accounts and what each may do."""
