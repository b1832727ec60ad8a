"""The docket, the packets, acknowledgements and decisions; knows nothing above it."""
