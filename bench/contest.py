"""What every part measures with: whole processes, in turns, beside raw requests."""

import collections
import contextlib
import os
import re
import statistics
import subprocess
import sys
import time

from rawincus import Counter, Raw, side_by_side

ZERO = "0001-01-01T00:00:00Z"
SNAPSHOT = "bench"


def say(text):
    print(text, file=sys.stderr, flush=True)


def interleaved(rounds, **contestants):
    """Each contestant once a round, each round beginning with another; the seconds of each."""
    names = list(contestants)
    seconds = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            seconds[name].append(contestants[name]())
    return seconds


def told(seconds):
    return {"median_s": round(statistics.median(seconds), 4), "runs_s": [round(s, 4) for s in seconds]}


def best_of(results):
    """The raw requests at the parallelism that was fastest."""
    return min((n for n in results if n.startswith("raw_")), key=lambda n: results[n]["median_s"])


class Contest:
    """What is measured, on which server, and how often."""

    def __init__(self, binary, socket, work, quick, rounds):
        self.binary, self.socket, self.work, self.quick = binary, socket, work, quick
        self.count = 30 if quick else 100
        self.rounds = rounds or (3 if quick else 5)
        self.names = [f"b{i:03}" for i in range(1, self.count + 1)]
        self.environment = dict(os.environ, INCUS_SOCKET=socket, XDG_STATE_HOME=work, NO_COLOR="1")
        self.processor = collections.defaultdict(list)

    def path(self, name):
        return os.path.join(self.work, name)

    def run(self, *command, note=None):
        """Seconds of a whole process; the processor time of it is kept under the note."""
        actions = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
        start = time.perf_counter()
        pid = os.posix_spawnp(command[0], command, self.environment, file_actions=actions)
        _, status, used = os.wait4(pid, 0)
        seconds = time.perf_counter() - start
        if status:
            raise RuntimeError(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}, expected 0")
        self.processor[note].append(used.ru_utime + used.ru_stime)
        return seconds

    def processor_median(self, note):
        return round(statistics.median(self.processor[note]), 5)

    def peak_mib(self, *command):
        # GNU time, for it is small: a process counts the memory of the one that it was made from as its own.
        log = self.path("time")
        code = subprocess.run(["/usr/bin/time", "-q", "-f", "%M", "-o", log, *command], env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode
        if code:
            raise RuntimeError(f"{' '.join(command)}: exit {code}, expected 0")
        with open(log, encoding="ascii") as file:
            return int(file.read()) / 1024

    def prepare(self):
        """Empty stopped instances on btrfs, and c1 with five snapshots."""
        names = [*self.names, "c1"]
        create_instances(self.socket, names)
        self.clear(names)
        with Raw(self.socket) as raw:
            for number in range(5):
                raw.change("POST", "/1.0/instances/c1/snapshots", {"name": f"s{number}", "expires_at": ZERO})

    def clear(self, names=None):
        def delete(name):
            def task(raw):
                for url in raw.ask("GET", f"/1.0/instances/{name}/snapshots")["metadata"]:
                    raw.change("DELETE", url)
            return task
        side_by_side(self.socket, [delete(n) for n in names or self.names], 4)

    def declare(self, path, pairs, description=None):
        """A state file with a snapshot for each pair of instance and name."""
        with open(path, "w", encoding="utf-8") as file:
            for name, snapshot in pairs:
                file.write(f"{name}-{snapshot}:\n  incus.instance_snapshot_present:\n"
                           f"    - instance: {name}\n    - name: {snapshot}\n")
                if description:
                    file.write(f"    - description: {description}\n")
        return path

    def requests(self, *command, socket=None):
        """The requests of a command, one a line, seen by a socket in between in a run that is not timed."""
        path = self.path("counted.socket")
        if os.path.exists(path):
            os.unlink(path)
        counter = Counter(path, socket or self.socket)
        counter.start()
        self.run(self.binary, *command, "--quiet", "--socket", path)
        return counter.lines

    @contextlib.contextmanager
    def sandbox(self, *arguments):
        path = self.path("sandbox.socket")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        process = subprocess.Popen([self.binary, "sandbox", "--socket", path, *arguments], env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not os.path.exists(path):
                if process.poll() is not None:
                    raise RuntimeError(f"brine sandbox ended with {process.returncode} before it listened")
                time.sleep(0.05)
            yield path
        finally:
            process.terminate()
            process.wait()


def create_instances(socket, names, project="default"):
    """Empty stopped containers on btrfs; those that are there already stay."""
    with Raw(socket) as raw:
        there = {url.split("?")[0].rsplit("/", 1)[1]
                 for url in raw.ask("GET", f"/1.0/instances?project={project}")["metadata"]}

    def create(name):
        return lambda raw: raw.change("POST", f"/1.0/instances?project={project}", {
            "name": name, "type": "container", "source": {"type": "none"}, "profiles": ["default"],
            "devices": {"root": {"type": "disk", "path": "/", "pool": "btr"}}})
    side_by_side(socket, [create(n) for n in names if n not in there], 4)


def kinds(requests):
    """How many there were of each kind, names and ids left out."""
    counted = collections.Counter(
        re.sub(r"[0-9a-f-]{36}", "ID", re.sub(r"/[bp]\d{3,4}\b", "/I", line)) for line in requests)
    return {"total": sum(counted.values()), "kinds": dict(counted.most_common())}
