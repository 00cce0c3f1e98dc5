"""A build of the package takes the compiled words of the interface with it."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WORDS = "src/caicach/web/look/words.py"


class WordHook(BuildHookInterface[Any]):
    """Compiles every catalogue that is newer than its .mo file, which git does not keep."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before files are gathered; for an installation in place as well."""
        spec = spec_from_file_location("words", Path(self.root) / WORDS)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(WORDS)
        words = module_from_spec(spec)
        spec.loader.exec_module(words)
        words.compile_words()
        build_data["artifacts"].append("*.mo")
