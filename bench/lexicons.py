"""What a start costs: the lexicons of actors, goods and statements against the statistical model's own load, in CPU.

python bench/lexicons.py     the best of five processes, each without anything kept from an earlier one; goal: under 0.5
"""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, time
import spacy
import tradenlp.extract.actors.component, tradenlp.extract.goods.component, tradenlp.extract.statements.component
from tradenlp.extract.nlp import DEFAULT_MODEL

begin = time.process_time()
spacy.load(DEFAULT_MODEL)
model = time.process_time() - begin
blank = spacy.blank("en")
begin = time.process_time()
for name in ("trade_actors", "trade_goods", "trade_statements"):
    blank.add_pipe(name)
print(json.dumps([model, time.process_time() - begin]))
"""


def share() -> float:
    """Seconds of the lexicons over seconds of the model, in a process of their own."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=120)
    model, lexicons = json.loads(done.stdout)
    return float(lexicons / model)


if __name__ == "__main__":
    print(f"{min(share() for _ in range(5)):.2f} of the model's own load time")
