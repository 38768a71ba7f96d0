"""A plan with nothing to do, beside what the server takes for the lists that hold the same facts."""

import json

from contest import ZERO, create_instances, interleaved, kinds, say, told
from rawincus import Raw, side_by_side
from rows import row

SNAPSHOTS = [f"s{number:02}" for number in range(10)]
PROJECT = "plan"


def measure(contest):
    """A thousand instances of ten snapshots on the sandbox; on the real server as many, or in a quick run thirty."""
    names = [f"p{number:04}" for number in range(1, 1001)]
    seen = {}
    with contest.sandbox("--seed", _seed(contest, names)) as path:
        seen["the sandbox"] = _nothing_to_do(contest, path, "default", names)
    real = names[:30] if contest.quick else names
    _fill(contest, real)
    seen["the real server"] = _nothing_to_do(contest, contest.socket, PROJECT, real)
    return seen, [told_row for where, s in seen.items() for told_row in _rows(where, s)]


def _seed(contest, names):
    file = contest.path("seed.json")
    with open(file, "w", encoding="utf-8") as out:
        json.dump({"pools": [{"name": "btr", "driver": "btrfs"}],
                   "instances": [{"name": name, "status": "Stopped", "snapshots": [{"name": s} for s in SNAPSHOTS]}
                                 for name in names]}, out)
    return file


def _fill(contest, names):
    """In a project of their own, where they do not stand in the lists of the other parts."""
    say(f"plan: {len(names)} instances with {len(SNAPSHOTS)} snapshots each on the real server")
    with Raw(contest.socket) as raw:
        if not any(url.endswith("/" + PROJECT) for url in raw.ask("GET", "/1.0/projects")["metadata"]):
            raw.change("POST", "/1.0/projects", {"name": PROJECT, "config": {"features.images": "false",
                                                                             "features.profiles": "false"}})
    create_instances(contest.socket, names, PROJECT)

    def snapshots(name):
        def task(raw):
            there = raw.ask("GET", f"/1.0/instances/{name}/snapshots?project={PROJECT}&recursion=1")["metadata"]
            for snapshot in [s for s in SNAPSHOTS if s not in [t["name"] for t in there]]:
                raw.change("POST", f"/1.0/instances/{name}/snapshots?project={PROJECT}",
                           {"name": snapshot, "expires_at": ZERO})
        return task
    side_by_side(contest.socket, [snapshots(n) for n in names], 4)


def _nothing_to_do(contest, socket, project, names):
    pairs = [(name, snapshot) for name in names for snapshot in SNAPSHOTS]
    file = contest.declare(contest.path("held.sls"), pairs)
    asked = ["plan", file, "--project", project]
    sent = contest.requests(*asked, socket=socket)  # also the proof that there is nothing to do: exit 0
    say(f"plan: nothing to do for {len(pairs)} declarations on {len(names)} instances, {len(sent)} requests")
    cheapest = [f"GET /1.0/instances?project={project}&recursion=2",
                f"GET /1.0/storage-pools/btr/volumes/container?project={project}&recursion=1"]

    def of(requests):
        return lambda: side_by_side(socket, [lambda raw: [raw.receive(*r.split(" ")) for r in requests]], 1)
    seconds = interleaved(
        3 if contest.quick else 9,
        brine=lambda: contest.run(contest.binary, *asked, "--quiet", "--socket", socket, note=(socket, "plan")),
        cheapest=of(cheapest), sent_again=of(sent))
    return {**{name: told(s) for name, s in seconds.items()}, "requests": kinds(sent), "declarations": len(pairs),
            "instances": len(names), "processor_s": contest.processor_median((socket, "plan")),
            "peak_mib": contest.peak_mib(contest.binary, *asked, "--quiet", "--socket", socket)}


def _rows(where, seen):
    def of(what):
        return f"{what} ({seen['instances']:,} × {len(SNAPSHOTS)} on {where})"
    brine, cheapest, again = (seen[name]["median_s"] for name in ("brine", "cheapest", "sent_again"))
    yield row("plan", of("brine plan, without what the server takes"), brine - cheapest, "s", at_most=1,
              note=f"The whole process took {brine:.2f} s, with {seen['processor_s']:.2f} s of its own processor time; "
                   f"{seen['declarations']:,} declarations were read, which nothing on the server's side is.")
    yield row("plan", of("its requests : the cheapest that hold the same"), again / cheapest, "times", at_most=1.05,
              note=f"The {seen['requests']['total']} requests that `brine plan` sends, sent again as raw bytes one "
                   "after the other, beside the two lists. Both are read and not understood.")
    yield row("plan", of("peak memory"), seen["peak_mib"], "MiB", at_most=150)
    yield row("plan", of("brine plan"), brine, "s")
    yield row("plan", of("the two cheapest lists, raw"), cheapest, "s")
