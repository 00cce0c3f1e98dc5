"""Settings of the workspace, all from the environment."""
