"""The ideas of the course as typed data, with the scoring that belongs to them."""
