"""Policy documents: uploads, parsing, reading, and what follows by itself."""
