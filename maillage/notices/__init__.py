"""What to tell whom: alerts owned by one organisation, letters that wait in the database, calendars to subscribe to."""
