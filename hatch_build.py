"""Compile the base that ships when a wheel is built: its first call then needs no cache."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledBase(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the index beside the base; an editable install, whose base is edited, has none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the index, unless the install is editable."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from laichau_cli.index.store import SHIPPED, compile_shipped

        folder = tempfile.mkdtemp()
        compile_shipped(str(Path(self.root, "facts.toml")), str(Path(folder, SHIPPED)))
        build_data["force_include"][str(Path(folder, SHIPPED))] = f"laichau_cli/{SHIPPED}"
