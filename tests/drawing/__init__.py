"""Drawing files anew, apart from the server."""
