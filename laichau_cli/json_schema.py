"""Print the JSON Schema of layout 1 that ships: `python -m laichau_cli.json_schema`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.stdout.write(Path(__file__).with_name("facts.schema.json").read_text(encoding="utf-8"))
