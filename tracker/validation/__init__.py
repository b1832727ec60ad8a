"""The ten checks and the protected-information screen: by whom, when, on what ground."""
