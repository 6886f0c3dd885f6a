"""A real Neo4j Community server for tests and trials: jars by Maven, data in a temporary folder.

python -m tests.graph.stores.neo4j_server starts one and says its address (make neo4j).
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j

PASSWORD = "golden-thread"
_POM = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>goldenthread</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""
_CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
"""
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util")
_STARTING = 120.0


@dataclass(frozen=True)
class Line:
    """A line of Neo4j: its version, the Javas it runs on, and its main class."""

    version: str
    javas: tuple[int, int]
    main: str


LONG_TERM = Line("5.26.30", (17, 21), "org.neo4j.server.CommunityEntryPoint")
NEWEST = Line("2026.09.0", (21, 99), "org.neo4j.server.Neo4jCommunity")


class Missing(Exception):
    """What a server needs is not on this machine: the sentence says what, and what to do."""


def find_java(line: Line) -> str:
    """Return a Java that the line runs on: of JAVA_HOME, of PATH, else an installed one."""
    home = os.environ.get("JAVA_HOME")
    named = shutil.which("java", path=f"{home}/bin") if home else None
    installed = sorted(map(str, Path("/usr/lib/jvm").glob("*/bin/java")))
    for java in (named, shutil.which("java"), *installed):
        if java and line.javas[0] <= _java_version(java) <= line.javas[1]:
            return java
    least, most = line.javas
    span = f"{least} or later" if most == 99 else f"{least} to {most}"
    raise Missing(f"Neo4j {line.version} needs Java {span} (Debian: default-jre-headless)")


def _java_version(java: str) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def find_jars(line: Line) -> Path:
    """Return the folder with the jars of a line; Maven fetches them once.

    They are in GOLDENTHREAD_NEO4J_JARS, else in the user's cache.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goldenthread"
    folder = Path(os.environ.get("GOLDENTHREAD_NEO4J_JARS") or cache) / f"neo4j-{line.version}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if not maven:
        raise Missing(f"Maven is needed once to fetch Neo4j {line.version} (Debian: maven)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as name:
        work = Path(name)
        (work / "pom.xml").write_text(_POM.format(version=line.version), encoding="utf-8")
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={work / 'jars'}"]
        command = [maven, "-q", "-B", *goal, "-DincludeScope=runtime"]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if done.returncode:
            first = (done.stdout.strip().splitlines() or ["it failed"])[0]
            raise Missing(f"Maven could not fetch Neo4j {line.version} ({first[:200]})")
        if not folder.is_dir():
            (work / "jars").rename(folder)
    return folder


class LocalServer:
    """One server process with a folder of its own; it can be killed and started again."""

    def __init__(self, home: Path, line: Line = LONG_TERM) -> None:
        self._java, self._jars = find_java(line), find_jars(line)
        self._home, self._line = home, line
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        for name in ("conf", "data", "logs", "import", "plugins", "run"):
            (home / name).mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text(_CONF.format(port=self.port), "utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def login(self, scheme: str = "bolt") -> tuple[str, str, str, str]:
        """Return the address of the server, the user, the password and the database."""
        return f"{scheme}://127.0.0.1:{self.port}", "neo4j", PASSWORD, "neo4j"

    @property
    def url(self) -> str:
        """The address as a user writes it."""
        return f"neo4j://neo4j@127.0.0.1:{self.port}/neo4j"

    def start(self) -> None:
        """Start the process."""
        opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
        # No server of a test lives long enough to gain by the second compiler of Java, which took
        # as much of the processors as all the rest.
        options = ["-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *opens]
        options += ["-Dio.netty.tryReflectionSetAccessible=true", "-cp", f"{self._jars}/*"]
        places = [f"--home-dir={self._home}", f"--config-dir={self._home / 'conf'}"]
        self._process = subprocess.Popen(
            [self._java, *options, self._line.main, *places],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self, old_password: str = PASSWORD) -> None:
        """Wait until the server answers, and give it the password on its first start."""
        until = time.monotonic() + _STARTING
        address = f"bolt://127.0.0.1:{self.port}"
        while True:
            try:
                with neo4j.GraphDatabase.driver(address, auth=("neo4j", old_password)) as driver:
                    driver.verify_connectivity()
                    if old_password != PASSWORD:
                        driver.execute_query(
                            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
                            {"old": old_password, "new": PASSWORD},
                            database_="system",
                        )
                        return self.wait()
                    driver.execute_query("RETURN 1", database_="neo4j")
                    return None
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError) as error:
                assert self._process is not None
                if self._process.poll() is not None or time.monotonic() > until:
                    log = self._home / "logs" / "neo4j.log"
                    raise RuntimeError(f"Neo4j did not start:\n{log.read_text()}") from error
                time.sleep(0.2)

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def pause(self) -> None:
        """Let the process hold its breath: it takes connections and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        # A thread that runs on another processor may answer once more before it stops.
        threads = Path(f"/proc/{self._process.pid}/task")
        while any(_state(thread) not in "TtZX" for thread in threads.glob("*/stat")):
            time.sleep(0.01)

    def go_on(self) -> None:
        """Let a paused process go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def wipe(self) -> None:
        """Empty the database, but for the mark that its constraints are made (which takes 1 s)."""
        address, auth = f"bolt://127.0.0.1:{self.port}", ("neo4j", PASSWORD)
        with neo4j.GraphDatabase.driver(address, auth=auth) as driver:
            for statement in (
                "MATCH (n) WHERE NOT n:Meta DETACH DELETE n",
                "MATCH (m:Meta) SET m.changes = 0",
            ):
                driver.execute_query(statement, database_="neo4j")


def _state(thread: Path) -> str:
    """Return the letter of a thread's state; X where it is gone."""
    try:
        return thread.read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


@contextmanager
def local_server(line: Line = LONG_TERM) -> Iterator[LocalServer]:
    """Run a server until the end of the block; nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-neo4j-") as folder:
        server = LocalServer(Path(folder), line)
        server.start()
        try:
            server.wait(old_password="neo4j")
            yield server
        finally:
            server.kill()


def main() -> None:
    """Run a server for a developer, and say how to use it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.stdout.write("Starting Neo4j (the first time, Maven fetches it)...\n")
    try:
        with local_server() as server:
            sys.stdout.write(
                f"export GOLDENTHREAD_STORE={server.url}\n"
                f"export GOLDENTHREAD_STORE_PASSWORD={PASSWORD}\n"
                "Ctrl-C ends it; nothing is kept.\n"
            )
            sys.stdout.flush()
            while True:
                time.sleep(3600)
    except Missing as error:
        sys.exit(f"{error}.")
    except KeyboardInterrupt:
        sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
