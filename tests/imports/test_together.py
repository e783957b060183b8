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


ONE_BY_ONE = """
import importlib, json, threading, time
import PACKAGE.models as models

importing, most = [], []
imported = importlib.import_module

def slowly(name, package=None):
    if package != models.__name__:
        return imported(name, package)
    importing.append(name)
    most.append(len(importing))
    time.sleep(0.05)
    try:
        return imported(name, package)
    finally:
        importing.remove(name)

importlib.import_module = slowly
threads = [threading.Thread(target=getattr, args=[models, name]) for name in models.__all__[:6]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps([len(most), max(most)]))
"""


def test_models_are_imported_one_by_one(package: Package) -> None:
    """From two ends of a circle at once, Python would now and then say `_DeadlockError`."""
    assert package.run(ONE_BY_ONE) == [6, 1]
