"""The guard at every door, pages, forms, headers and formats."""
