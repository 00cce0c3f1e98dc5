"""The register of agencies: what each was called, who it answered to, what became of it."""
