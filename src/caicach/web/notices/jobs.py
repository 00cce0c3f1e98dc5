"""What notices do by themselves."""
