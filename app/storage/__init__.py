"""What is kept between starts: conversations in SQLite, settings in JSON. No Qt."""
