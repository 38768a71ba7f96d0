"""
Incus snapshots as they should be, by way of ``brine``.

The states are those of Brine, and its documents are theirs (docs/states.md): the same files run under Salt and under
``brine apply``. ``test=True``, requisites and ``changes`` are as everywhere in Salt. With ``state_aggregate: [incus]``
in the minion's configuration, or ``aggregate: True`` in states, neighbours are carried out side by side.
"""

import inspect
import json
import logging

from salt.exceptions import CommandExecutionError

log = logging.getLogger(__name__)

__virtualname__ = "incus"

_DONE = "incus.brine_done"

# What Salt asks before or does after a state itself: such a state must wait for its turn.
_STEERED = ("onlyif", "unless", "creates", "check_cmd", "retry", "parallel", "prereq", "onchanges", "onchanges_any",
            "onfail", "onfail_any", "onfail_all", "listen", "listen_in", "use", "watch", "watch_any", "require_any",
            "runas", "umask", "mod_run_check_cmd")


def __virtual__():
    if "incus.brine_request" in __salt__:
        return __virtualname__
    return False, "Brine's execution module incus is not loaded: is brine on PATH, or incus.brine_path set?"


def _given(arguments):
    return {key: value for key, value in arguments.items() if value is not None}


def _key(function, arguments, test):
    return json.dumps([function, arguments, test], sort_keys=True, default=str)


def _run(function, **arguments):
    arguments = _given(arguments)
    test = bool(__opts__.get("test"))
    done = __context__.get(_DONE, {}).get(_key(function, arguments, test))
    if done:
        return done.pop(0)
    return _ask([{"function": function, "arguments": arguments}], test)[0]


def _ask(states, test):
    try:
        return __salt__["incus.brine_request"]({"states": states, "test": test}, repeat=True)["returns"]
    except CommandExecutionError as error:
        return [
            {"name": state["arguments"]["name"], "result": False, "changes": {}, "comment": str(error)}
            for state in states
        ]


def mod_aggregate(low, chunks, running):
    """
    Carry out the states that follow this one together with it: side by side, one request.

    Only the unbroken row of states of this module that have nothing to wait for is taken along: what stands between
    two snapshots (a package that is upgraded) must happen between them. Each state still returns its own result.
    """
    test = bool(__opts__.get("test"))
    done = __context__.setdefault(_DONE, {})
    row = []
    begun = False
    for chunk in chunks:
        begun = begun or _is(chunk, low)
        if not begun or _tag(chunk) in running:
            continue
        state = _asked(chunk, running)
        if state is None or done.get(_key(state["function"], state["arguments"], test)):
            break
        row.append(state)
    if len(row) > 1 and not __opts__.get("failhard"):
        log.debug("incus: %d states side by side", len(row))
        for state, answer in zip(row, _ask(row, test)):
            done.setdefault(_key(state["function"], state["arguments"], test), []).append(answer)
    # Salt's mark: 3006 takes it for an argument of the state, and gives the requisites of all that bear it to later ones.
    low.pop("__agg__", None)
    return low


def _is(chunk, low):
    return all(chunk.get(key) == low.get(key) for key in ("state", "fun", "__id__", "name"))


def _tag(chunk):
    return "{0[state]}_|-{0[__id__]}_|-{0[name]}_|-{0[fun]}".format(chunk)


def _asked(chunk, running):
    """The state that a chunk asks for; None: it is none of ours, or has something to wait for."""
    function = globals().get(chunk["fun"]) if chunk.get("state") == "incus" else None
    if function is None or chunk["fun"].startswith(("_", "mod_")) or chunk.get("failhard") \
            or chunk.get("aggregate") is False or "test" in chunk or any(key in chunk for key in _STEERED):
        return None
    if not all(_has_succeeded(need, running) for need in chunk.get("require", [])):
        return None
    known = inspect.signature(function).parameters
    return {"function": chunk["fun"], "arguments": _given({k: v for k, v in chunk.items() if k in known})}


def _has_succeeded(need, running):
    if not isinstance(need, dict):
        return False
    (module, wanted), *more = need.items()
    found = [answer for tag, answer in running.items() if _matches(tag, module, wanted)]
    return not more and bool(found) and all(answer.get("result") is True for answer in found)


def _matches(tag, module, wanted):
    parts = tag.split("_|-")
    return len(parts) == 4 and parts[0] == module and wanted in parts[1:3]


def mod_watch(name, sfun=None, **kwargs):
    """
    What a watched change calls for: ``instance_running`` restarts the instance, ``instance_snapshot_restored`` and
    ``volume_snapshot_restored`` restore again. Other states have nothing to do but to hold.
    """
    function = globals().get(sfun or "")
    known = inspect.signature(function).parameters if function else {}
    arguments = {key: value for key, value in kwargs.items() if key in known}
    if sfun in ("instance_snapshot_restored", "snapshot_group_restored", "volume_snapshot_restored"):
        return _run(sfun, name=name, **dict(arguments, again=True))
    if sfun == "instance_running" and not __opts__.get("test"):
        kwargs = _given({key: arguments.get(key) for key in ("project", "remote")})
        answer = __salt__["incus.instance_restart"](name, **kwargs)
        return {
            "name": name,
            "result": answer["success"],
            "changes": {"restarted": True} if answer["success"] else {},
            "comment": "Instance {} restarted".format(name) if answer["success"] else answer["error"],
        }
    if sfun == "instance_running":
        return {"name": name, "result": None, "changes": {"restarted": True},
                "comment": "Instance {} would be restarted".format(name)}
    return _run(sfun, name=name, **arguments)


def instance_snapshot_present(name, instance=None, stateful=None, description=None, expires=None, expires_at=None,
                              on_drift=None, timezone=None, project=None, remote=None):
    """
    This snapshot exists.

    .. code-block:: yaml

        before-upgrade:
          incus.instance_snapshot_present:
            - instance: web
            - description: Before 2.4
            - expires: 30d
    """
    return _run("instance_snapshot_present", **locals())


def instance_snapshot_absent(name, instance=None, project=None, remote=None):
    """This snapshot does not exist. A pinned one is refused."""
    return _run("instance_snapshot_absent", **locals())


def instance_snapshot_restored(name, instance=None, stateful=None, disk_only=None, trigger=None, safety=None,
                               again=None, project=None, remote=None):
    """The latest restore of this instance was to this very snapshot: done once, and not in each highstate."""
    return _run("instance_snapshot_restored", **locals())


def instance_snapshots_managed(name, instance=None, snapshots_config=None, project=None, remote=None):
    """These snapshots exist, and of each pattern so many stay."""
    return _run("instance_snapshots_managed", **locals())


def instance_snapshots_rotated(name, instance=None, pattern=None, keep=None, project=None, remote=None):
    """Of the snapshots that match, the newest ``keep`` stay."""
    return _run("instance_snapshots_rotated", **locals())


def instance_snapshots_retained(name, instances=None, instance=None, pattern=None, last=None, hourly=None, daily=None,
                                weekly=None, monthly=None, yearly=None, within=None, min=None, timezone=None,
                                max_delete=None, dry_run=None, project=None, remote=None):
    """Of the snapshots that match, those that the policy keeps stay."""
    return _run("instance_snapshots_retained", **locals())


def snapshot_published(name, instance=None, alias=None, public=None, properties=None, compression=None, project=None,
                       remote=None):
    """There is an image of this snapshot, and the alias points at it."""
    return _run("snapshot_published", **locals())


def instance_present(name, source=None, instance_type=None, config=None, devices=None, profiles=None, ephemeral=None,
                     project=None, remote=None):
    """This instance exists, with what is declared of its configuration; the rest is left alone."""
    return _run("instance_present", **locals())


def instance_absent(name, force=None, project=None, remote=None):
    """This instance does not exist. ``force`` stops it first."""
    return _run("instance_absent", **locals())


def instance_running(name, wait_is_ready=None, ready_timeout=None, project=None, remote=None):
    """This instance runs; with ``wait_is_ready`` it also answers."""
    return _run("instance_running", **locals())


def instance_stopped(name, force=None, project=None, remote=None):
    """This instance does not run."""
    return _run("instance_stopped", **locals())


def snapshot_group_present(name, instances=None, freeze=None, volumes=None, before=None, after=None, timeout=None,
                           stateful=None, description=None, expires=None, expires_at=None, timezone=None, project=None,
                           remote=None):
    """These instances have a snapshot each, all of one moment: all of them, or none."""
    return _run("snapshot_group_present", **locals())


def snapshot_group_absent(name, instances=None, project=None, remote=None):
    """None of these instances has this snapshot."""
    return _run("snapshot_group_absent", **locals())


def snapshot_group_restored(name, instances=None, stateful=None, disk_only=None, trigger=None, safety=None, again=None,
                            project=None, remote=None):
    """The latest restore of each of these instances was to this set."""
    return _run("snapshot_group_restored", **locals())


def snapshot_drilled(name, instance=None, snapshot=None, pattern=None, check=None, timeout=None, ready_timeout=None,
                     every=None, project=None, remote=None):
    """A clone of the snapshot starts, without network, and the check in it ends well. The clone is removed."""
    return _run("snapshot_drilled", **locals())


def volume_snapshot_present(name, pool=None, volume=None, volume_type=None, description=None, expires=None,
                            expires_at=None, timezone=None, project=None, remote=None):
    """This snapshot of a custom volume exists."""
    return _run("volume_snapshot_present", **locals())


def volume_snapshot_absent(name, pool=None, volume=None, volume_type=None, project=None, remote=None):
    """This snapshot of a custom volume does not exist."""
    return _run("volume_snapshot_absent", **locals())


def volume_snapshot_restored(name, pool=None, volume=None, volume_type=None, trigger=None, again=None, project=None,
                             remote=None):
    """The latest restore of this volume was to this very snapshot. Nobody may use it while it is restored."""
    return _run("volume_snapshot_restored", **locals())
