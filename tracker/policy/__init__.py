"""The rules, pure and citing their clauses; nothing here knows of databases or pages."""
