"""What offices send and receive: Word, Excel, CSV and JSON files."""
