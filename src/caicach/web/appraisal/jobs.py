"""Work behind appraisals."""
