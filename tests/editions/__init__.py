"""The published editions, and the shelf that loads them."""
