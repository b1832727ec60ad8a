"""Sample data, and a door for its people; exists in demo mode only."""
