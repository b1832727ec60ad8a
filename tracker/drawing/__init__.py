"""Pictures of files that came from outside: made anew by a program apart, within little memory and time."""
