"""
Tells the event bus when something is wrong with Incus' snapshots, and when it no longer is: a schedule that did not run, a
drill that failed, a pool that is full, whatever else ``brine doctor`` finds.

:configuration: all of it optional, but ``interval`` should be given: Salt's own default is every second.

    .. code-block:: yaml

        beacons:
          incus_snapshots:
            - interval: 3600            # seconds
            - disable_during_state_run: True
            - severity: warning         # and worse: error; note tells of everything
            - checks: [schedule-*, drill-*]
            - instances: [web-*, db]
            - project: shop             # or all_projects: True
            - remotes: [local, backup]

Each finding is an event once, with the tag ``salt/beacon/MINION/incus_snapshots/CHECK`` and ``state: found``, and once more
with ``state: gone``. After a restart of the minion what is still wrong is told again. A server that cannot be asked is
``CHECK`` ``unreachable``; what was found on it before is then neither found nor gone.

:depends: the execution module ``incus``
"""

import fnmatch
import json

__virtualname__ = "incus_snapshots"

_SEVERITIES = ("note", "warning", "error")
_KEYS = {"severity": str, "checks": list, "instances": list, "project": str, "all_projects": bool, "remotes": list}
# Salt's own, which it takes out only when they are true.
_SALTS = ("interval", "disable_during_state_run", "run_once", "enabled", "beacon_module")

_TOLD = {}


def __virtual__():
    if "incus.doctor" in __salt__:
        return __virtualname__
    return False, "the execution module incus of Brine is not there"


def _merged(config):
    merged = {}
    for item in config:
        merged.update(item)
    return {key: value for key, value in merged.items() if key not in _SALTS}


def validate(config):
    """Whether the configuration can be understood, and if not, why."""
    if not isinstance(config, list) or not all(isinstance(item, dict) for item in config):
        return False, "The configuration of the beacon incus_snapshots must be a list of dictionaries"
    wanted = _merged(config)
    for key, value in wanted.items():
        if key not in _KEYS:
            return False, "The beacon incus_snapshots does not know '{}'; it knows {}".format(key, ", ".join(sorted(_KEYS)))
        if not isinstance(value, _KEYS[key]):
            return False, "'{}' of the beacon incus_snapshots must be a {}".format(key, _KEYS[key].__name__)
    if wanted.get("severity", "warning") not in _SEVERITIES:
        return False, "'severity' of the beacon incus_snapshots must be one of {}".format(", ".join(_SEVERITIES))
    return True, "Valid beacon configuration"


def beacon(config):
    """What has been found, and what is gone, since it was last asked."""
    wanted = _merged(config)
    told = _TOLD.setdefault(json.dumps(wanted, sort_keys=True), {})
    events = []
    for remote in wanted.get("remotes") or [None]:
        known = told.setdefault(remote, {})
        now = _found(wanted, remote, known)
        events += [dict(known[key], tag=known[key]["check"], state="gone") for key in known if key not in now]
        events += [dict(now[key], tag=now[key]["check"], state="found") for key in now if key not in known]
        told[remote] = now
    # The minion runs for months: it should neither keep a process for this nor an old version of it.
    __salt__["incus.brine_end"]()
    return events


def _found(wanted, remote, known):
    """By what makes two findings the same, however their numbers change."""
    answer = __salt__["incus.doctor"](
        instances=wanted.get("instances"), all_projects=wanted.get("all_projects", False),
        project=wanted.get("project"), remote=remote)
    if not answer["success"]:
        return dict(known, unreachable=_of(remote, {"check": "unreachable", "severity": "error", "message": answer["error"]}))
    least = _SEVERITIES.index(wanted.get("severity", "warning"))
    # What could not be looked at is as it was.
    found = {key: finding for key, finding in known.items() if finding["check"] in answer["unchecked"]}
    for finding in answer["findings"]:
        if _SEVERITIES.index(finding["severity"]) < least:
            continue
        if not any(fnmatch.fnmatchcase(finding["check"], pattern) for pattern in wanted.get("checks") or ["*"]):
            continue
        subject = finding["subject"]
        key = json.dumps([finding["check"], subject["kind"], subject["name"], subject["project"]])
        found.setdefault(key, _of(remote, finding))
    return found


def _of(remote, finding):
    return dict(finding, remote=remote) if remote else dict(finding)
