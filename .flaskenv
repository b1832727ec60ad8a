# For the flask command in a checkout, where nothing else is said. What the shell or a .env file says wins; a server
# reads neither file and is told what it is by its own environment (see .env.example).
TRACKER_ENVIRONMENT=development
