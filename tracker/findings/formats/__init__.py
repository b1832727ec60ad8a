"""What a file is, judged by its content and structure while it passes by; nothing is kept or rendered."""
