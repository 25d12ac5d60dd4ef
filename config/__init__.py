"""The roof: settings, routes and the entry of the web server. It imports all, nothing imports it."""
