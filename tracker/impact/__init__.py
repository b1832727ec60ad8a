"""What candidates say of themselves if they wish, sealed apart from every case, and the count of a year."""
