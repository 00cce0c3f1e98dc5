"""Plausible provinces with the true answer of every indicator."""

from caicach.engine.generator.bulk import generate_bulk
from caicach.engine.generator.generate import Generated, generate
from caicach.engine.generator.setting import Setting, check_setting

__all__ = ["Generated", "Setting", "check_setting", "generate", "generate_bulk"]
