"""Background jobs for those who keep the installation running: seen, and begun again."""
