"""When a dossier is on time: three definitions, judged for one dossier."""
