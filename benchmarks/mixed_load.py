"""Memory of the service after minutes of mixed load on the bundled areas: pages, pictures, papers.

Starts a demo as users do, asks it from several threads, and prints its memory every half minute,
with that of its worker processes at their largest, and how long people waited.
"""

import argparse
import json
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import psutil

SEED = 15
AREAS = 9
ASKERS = 8
DAYS = ("", "2023-03-31", "2024-03-31", "2025-03-31", "2026-03-31")
# What is asked of an area, each with how often; pictures and papers are a tenth of all.
PAGES = (
    ("", 8),
    ("/map", 6),
    ("/map.svg", 4),
    ("/map.svg?colour=engagement", 2),
    ("/map.html", 1),
    ("/map.png", 3),
    ("/report.docx", 2),
    ("/report", 2),
    ("/findings", 6),
    ("/partnership", 3),
    ("/engagement", 3),
    ("/measures", 2),
    ("/seats", 2),
    ("/table", 4),
    ("/history", 2),
    ("/scenarios", 2),
)
QUESTION = "{ areas { slug view { findings { nodes { rule outcome sentence } } } } }"


def address_of(base: str, slugs: list[str], chance: random.Random) -> str:
    """Return an address to ask: a page of an area on some day."""
    page = chance.choices([name for name, _ in PAGES], [often for _, often in PAGES])[0]
    day = chance.choice(DAYS)
    joint = "&" if "?" in page else "?"
    return f"{base}/areas/{chance.choice(slugs)}{page}" + (f"{joint}asOf={day}" if day else "")


def ask(base: str, slugs: list[str], until: float, seed: int) -> list[tuple[int, float]]:
    """Ask until a moment; return of each answer its status and the seconds it took."""
    chance = random.Random(seed)
    answers = []
    while time.monotonic() < until:
        wanted: str | urllib.request.Request = address_of(base, slugs, chance)
        if chance.random() < 0.03:
            body = json.dumps({"query": QUESTION}).encode()
            kind = {"Content-Type": "application/json"}
            wanted = urllib.request.Request(f"{base}/graphql", body, kind)
        began = time.monotonic()
        try:
            with urllib.request.urlopen(wanted, timeout=120) as answer:
                answer.read()
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        answers.append((status, time.monotonic() - began))
    return answers


def watch(process: psutil.Process, ended: threading.Event, seen: dict[str, float]) -> None:
    """Print the memory of a process every half minute, and keep its largest."""
    began = told = time.monotonic()
    while not ended.wait(0.5):
        own = process.memory_info().rss / 1e6
        workers = 0.0
        for child in process.children(recursive=True):
            try:
                workers += child.memory_info().rss / 1e6
            except psutil.NoSuchProcess:
                continue
        seen["own"], seen["workers"] = max(seen["own"], own), max(seen["workers"], workers)
        if time.monotonic() - told >= 30:
            told = time.monotonic()
            sys.stdout.write(f"{told - began:5.0f} s: {own:4.0f} MB\n")
            sys.stdout.flush()


def main() -> None:
    """Start a demo, ask it, and print its memory and the waits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=330)
    seconds = parser.parse_args().seconds
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from api.cli import main; main()", "demo", "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        served.stdout.readline()
        served.stdout.readline()
        try:
            report(f"http://127.0.0.1:{port}", psutil.Process(served.pid), seconds)
        finally:
            served.terminate()


def report(base: str, process: psutil.Process, seconds: float) -> None:
    """Ask a service for some seconds, and print what came of it."""
    question = json.dumps({"query": "{ areas { slug } }"}).encode()
    asked = urllib.request.Request(
        f"{base}/graphql", question, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        slugs = [area["slug"] for area in json.load(answer)["data"]["areas"]]
    assert len(slugs) == AREAS
    before = process.memory_info().rss / 1e6
    seen, ended = {"own": 0.0, "workers": 0.0}, threading.Event()
    watching = threading.Thread(target=watch, args=(process, ended, seen))
    watching.start()
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(ASKERS) as askers:
        runs = [askers.submit(ask, base, slugs, until, SEED + n) for n in range(ASKERS)]
        answers = [answer for run in runs for answer in run.result()]
    ended.set()
    watching.join()
    after = process.memory_info().rss / 1e6
    waits = sorted(wait for _, wait in answers)
    statuses = sorted({status for status, _ in answers})
    middle, late = statistics.median(waits), waits[int(0.95 * len(waits))]
    sys.stdout.write(
        f"{len(answers)} answers in {seconds:.0f} s ({statuses}), median {middle:.2f} s, p95 "
        f"{late:.2f} s; memory before {before:.0f} MB, after {after:.0f} MB, at most "
        f"{seen['own']:.0f} MB and {seen['workers']:.0f} MB in workers\n"
    )


if __name__ == "__main__":
    main()
