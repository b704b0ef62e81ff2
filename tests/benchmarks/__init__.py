"""What the course costs beside what it is built on."""
