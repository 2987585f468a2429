"""The walk as Prefect flows: thin, no logic of its own.

Importing this package sets Prefect up to run on this machine alone: no telemetry, its state in the data folder of
the project instead of the user's home. What is set in the environment already is left as it is.
"""

import os
from pathlib import Path

_DATA = Path(os.environ.get("TRADENLP_DATA_DIR", "data"))

for _name, _value in {
    "PREFECT_HOME": str((_DATA / "prefect").resolve()),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}.items():
    os.environ.setdefault(_name, _value)

# Prefect makes the last folder of its home's path only, and not those above it.
Path(os.environ["PREFECT_HOME"]).expanduser().mkdir(parents=True, exist_ok=True)
