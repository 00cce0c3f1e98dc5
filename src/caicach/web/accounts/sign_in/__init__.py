"""Coming in: passwords, second factors, sessions and the office's single sign-on."""
