"""Takes out of a stage all that it keeps, and puts it into another: tables, documents, people, secrets, and what proves
the audit."""
