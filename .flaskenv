# For the flask command in a checkout. A server is told what it is by its own environment, or by a .env file.
TRACKER_ENVIRONMENT=development
