"""The way to the database: addresses, engines, drivers, errors."""
