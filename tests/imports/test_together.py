"""Threads may be the first to use a package, all at once."""

from __future__ import annotations

from .interpreter import Package

ALL_AT_ONCE = """
import json, sys, threading
import PACKAGE.models as models

sys.setswitchinterval(1e-6)
barrier = threading.Barrier(8)
said = []

def work(number):
    barrier.wait()
    for name in models.__all__[number:] + models.__all__[:number]:
        try:
            getattr(models, name)
        except Exception as error:
            said.append(repr(error))

threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(said))
"""


def test_of_our_packages(package: Package) -> None:
    assert package.run(ALL_AT_ONCE) == []
