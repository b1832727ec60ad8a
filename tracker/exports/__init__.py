"""Evidence of a case as it leaves for a court or a hearing, and the program that checks what left."""
