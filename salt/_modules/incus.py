"""
Incus instances and their snapshots, by way of ``brine``.

Every call goes to one ``brine worker``, which is started at the first and ends with the Salt run. Names, arguments and
answers are those of the public Incus formula: ``{'success': True, …}``, or ``{'success': False, 'error': …}``.

:configuration: in the pillar or the minion's configuration, all of it optional:

    .. code-block:: yaml

        incus:
          brine_path: /usr/bin/brine   # default: brine on PATH
          timeout: 10m                 # how long one operation may take
          parallel: 4                  # instances worked on at once
          connection:                  # default: what the incus command would take
            type: unix                 # or https
            socket: /var/lib/incus/unix.socket
            # url: https://incus.example.com:8443
            # cert_storage: {type: local_files, cert: …, key: …, verify: true}   # or type: sdb

:depends: the program ``brine``
"""

import json
import logging
import os
import shutil
import subprocess
import tempfile
import threading

from salt.exceptions import CommandExecutionError

log = logging.getLogger(__name__)

__virtualname__ = "incus"

_WORKER = "incus.brine_worker"
_FILES = "incus.brine_files"


def __virtual__():
    # __salt__ is not there yet at this point; a path that only the pillar knows is met when it is first needed.
    if _path(__opts__.get("incus") or {}) or _path((__opts__.get("pillar") or {}).get("incus") or {}):
        return __virtualname__
    return False, "brine is not on PATH: install it, or say where it is with incus.brine_path"


def _path(config):
    return __opts__.get("incus.brine_path") or config.get("brine_path") or shutil.which("brine")


class _Gone(Exception):
    """The worker ended, or cannot be started."""


class _Ended(_Gone):
    """It was ended before it was asked."""


class _Worker:
    """One ``brine worker``. It ends when its input does: with this process, however that ends."""

    def __init__(self, command):
        self.owner = os.getpid()
        self._command = command
        self._gate = threading.Lock()
        self._number = 0
        self._said = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
            )
        except OSError as error:
            raise _Gone("{} cannot be started: {}".format(command[0], error)) from error

    def runs(self):
        return not self._is_closed() and self._process.poll() is None

    def ask(self, request):
        with self._gate:
            if self._is_closed():
                raise _Ended("brine worker was ended")
            self._number += 1
            line = json.dumps(dict(request, id=self._number), default=str) + "\n"
            try:
                self._process.stdin.write(line.encode("utf-8"))
                self._process.stdin.flush()
            except OSError as error:
                raise _Gone(self._end()) from error
            while True:
                answer = self._process.stdout.readline()
                if not answer.endswith(b"\n"):
                    raise _Gone(self._end())
                try:
                    reply = json.loads(answer.decode("utf-8"))
                except ValueError:
                    log.warning("%s said what is no answer: %r", self._command[0], answer[:200])
                    continue
                if isinstance(reply, dict) and reply.get("id") == self._number:
                    return reply

    def end(self):
        """When it has answered what it was asked."""
        with self._gate:
            self.close()
            self._wait()

    def close(self):
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
        self._said.close()

    def _is_closed(self):
        return self._process.stdin.closed

    def _wait(self):
        try:
            return self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _end(self):
        code = self._wait()
        self._said.seek(0)
        said = self._said.read()[-2000:].decode("utf-8", "replace").strip()
        return "brine worker ended with {}{}".format(code, ": " + said if said else "")


def _config():
    return __salt__["config.get"]("incus", {}) or {}


def _worker(config):
    worker = __context__.get(_WORKER)
    # After a fork (parallel: True) the pipes belong to the parent.
    if worker and worker.owner == os.getpid():
        if worker.runs():
            return worker
        worker.close()
    path = _path(config)
    if not path:
        raise _Gone("brine is not on PATH: install it, or say where it is with incus.brine_path")
    command = [path, "worker"]
    for key, option in (("timeout", "--timeout"), ("parallel", "--parallel"), ("project", "--project"),
                        ("remote", "--remote"), ("state_dir", "--state-dir")):
        if config.get(key) is not None:
            command += [option, str(config[key])]
    worker = __context__[_WORKER] = _Worker(command)
    return worker


def brine_request(request, repeat=False):
    """
    Hand one request to the worker, and give its answer. For the states; docs/worker.md tells what can be asked.

    :param request: a dictionary, see there
    :param repeat: ask once more if the worker dies on the way. Right for what is declared; a call that changes
        something may have been carried out already
    """
    config = _config()
    connection = _connection(config)
    if connection:
        request = dict(request, connection=connection)
    try:
        try:
            reply = _worker(config).ask(request)
        except _Gone as gone:
            if not repeat and not isinstance(gone, _Ended):
                raise
            log.warning("%s; asking a new one", gone)
            reply = _worker(config).ask(request)
    except _Gone as gone:
        raise CommandExecutionError(str(gone)) from gone
    if "error" in reply:
        raise CommandExecutionError(reply["error"])
    return reply


def _connection(config):
    connection = config.get("connection")
    if not connection:
        return None
    storage = connection.get("cert_storage") or {}
    if storage.get("type") != "sdb":
        return connection
    resolved = dict(storage, type="local_files")
    for key, end in (("cert", ".crt"), ("key", ".key"), ("verify", ".crt")):
        value = storage.get(key)
        if isinstance(value, str) and value.startswith("sdb://"):
            resolved[key] = _file(__salt__["sdb.get"](value), end)
    return dict(connection, cert_storage=resolved)


def _file(value, end):
    """A secret that is no path is kept in a file of this run, which only its user may read."""
    if not isinstance(value, str) or "-----BEGIN" not in value:
        return value
    files = __context__.setdefault(_FILES, {})
    if value not in files:
        # The object removes the file when the run ends.
        secret = tempfile.NamedTemporaryFile("w", suffix=end)
        secret.write(value)
        secret.flush()
        files[value] = secret
    return files[value].name


def _call(function, repeat=False, **arguments):
    given = {key: value for key, value in arguments.items() if value is not None}
    try:
        return brine_request({"call": function, "arguments": given}, repeat=repeat)["return"]
    except CommandExecutionError as error:
        return {"success": False, "error": str(error)}


def brine_version():
    """
    The version of the ``brine`` behind this module.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.brine_version
    """
    return brine_request({"hello": True}, repeat=True)["brine"]


def brine_end():
    """
    End the worker behind this module, if there is one. The next call starts another. For what lives as long as the
    minion, such as the beacon.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.brine_end
    """
    worker = __context__.pop(_WORKER, None)
    if worker and worker.owner == os.getpid():
        worker.end()
    return True


def doctor(instances=None, all_projects=False, project=None, remote=None):
    """
    What is wrong with a server and its snapshots, as ``brine doctor`` finds it. Changes nothing.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.doctor
        salt '*' incus.doctor instances="['web-*']"

    :param instances: names and globs; default: all of the project
    :return: ``{'success': True, 'findings': […], 'passed': […], 'unchecked': […]}``
    """
    return _call("doctor", True, instances=instances, all_projects=all_projects, project=project, remote=remote)


def instance_list(recursion=0, project=None, remote=None):
    """
    List instances.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_list
        salt '*' incus.instance_list recursion=1

    :param recursion: 0 for addresses, 1 for the instances themselves, 2 with state and snapshots
    :return: ``{'success': True, 'instances': […]}``
    """
    return _call("instance_list", True, recursion=recursion, project=project, remote=remote)


def instance_get(name, project=None, remote=None):
    """
    One instance, as Incus tells of it.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_get web

    :return: ``{'success': True, 'instance': {…}}``
    """
    return _call("instance_get", True, name=name, project=project, remote=remote)


def instance_create(name, source=None, instance_type="container", config=None, devices=None, profiles=None,
                    ephemeral=False, project=None, remote=None):
    """
    Create an instance. One that exists is an error.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_create web source="{'type': 'image', 'alias': 'debian/12'}"
        salt '*' incus.instance_create web2 source="{'type': 'copy', 'source': 'web/golden'}"

    :param source: image (alias or fingerprint), copy or none
    :param instance_type: container or virtual-machine
    """
    return _call("instance_create", name=name, source=source, instance_type=instance_type, config=config,
                 devices=devices, profiles=profiles, ephemeral=ephemeral, project=project, remote=remote)


def instance_update(name, config=None, devices=None, profiles=None, project=None, remote=None):
    """
    Change the configuration of an instance; what is not named is left alone.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_update web config="{'limits.cpu': '2'}"
    """
    return _call("instance_update", name=name, config=config, devices=devices, profiles=profiles, project=project,
                 remote=remote)


def instance_delete(name, force=False, project=None, remote=None):
    """
    Delete an instance with all its snapshots.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_delete web force=True

    :param force: also when it runs
    """
    return _call("instance_delete", name=name, force=force, project=project, remote=remote)


def instance_start(name, force=False, stateful=False, project=None, remote=None):
    """
    Start an instance.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_start web

    :param force: taken for the formula's sake; starting needs none
    :param stateful: not supported: ``incus start`` does that
    """
    return _call("instance_start", name=name, force=force, stateful=stateful, project=project, remote=remote)


def instance_stop(name, force=False, stateful=False, timeout=None, project=None, remote=None):
    """
    Stop an instance.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_stop web force=True

    :param force: do not wait for a clean shutdown
    :param stateful: not supported: ``incus stop`` does that
    :param timeout: taken for the formula's sake; ``incus.timeout`` of the configuration counts
    """
    return _call("instance_stop", name=name, force=force, stateful=stateful, project=project, remote=remote)


def instance_restart(name, force=False, timeout=None, project=None, remote=None):
    """
    Stop and start an instance.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_restart web
    """
    return _call("instance_restart", name=name, force=force, project=project, remote=remote)


def instance_wait_ready(name, timeout=300, interval=None, project=None, remote=None):
    """
    Wait until a running instance answers: a container has a process, the agent of a virtual machine answers.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_wait_ready vm1 timeout=600

    :param timeout: seconds
    """
    return _call("instance_wait_ready", True, name=name, timeout=timeout, project=project, remote=remote)


def instance_snapshot_list(instance, recursion=0, project=None, remote=None):
    """
    The snapshots of an instance.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_list web recursion=1

    :param recursion: 0 for addresses, 1 for the snapshots themselves
    :return: ``{'success': True, 'snapshots': […]}``
    """
    return _call("instance_snapshot_list", True, instance=instance, recursion=recursion, project=project,
                 remote=remote)


def instance_snapshot_get(instance, snapshot_name, project=None, remote=None):
    """
    One snapshot.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_get web before-upgrade

    :return: ``{'success': True, 'snapshot': {…}}``
    """
    return _call("instance_snapshot_get", True, instance=instance, snapshot_name=snapshot_name, project=project,
                 remote=remote)


def instance_snapshot_create(instance, snapshot_name, stateful=False, description="", expires=None, project=None,
                             remote=None):
    """
    Take a snapshot. One that exists is an error.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_create web before-upgrade description='Before 2.4'

    :param stateful: with the memory; checked before anything is touched
    :param expires: ``7d``, an instant, ``inherit``; default: never
    """
    return _call("instance_snapshot_create", instance=instance, snapshot_name=snapshot_name, stateful=stateful,
                 description=description, expires=expires, project=project, remote=remote)


def instance_snapshot_rename(instance, snapshot_name, new_name, project=None, remote=None):
    """
    Rename a snapshot.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_rename web before-upgrade before-2.4
    """
    return _call("instance_snapshot_rename", instance=instance, snapshot_name=snapshot_name, new_name=new_name,
                 project=project, remote=remote)


def instance_snapshot_restore(instance, snapshot_name, stateful=None, safety=None, project=None, remote=None):
    """
    Put an instance back to a snapshot, each time that this is called.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_restore web before-upgrade

    :param stateful: with the memory that a stateful snapshot holds
    :param safety: take a snapshot first: ``auto`` (default, where it is cheap and survives), True or False
    """
    return _call("instance_snapshot_restore", instance=instance, snapshot_name=snapshot_name, stateful=stateful,
                 safety=safety, project=project, remote=remote)


def instance_snapshot_delete(instance, snapshot_name, project=None, remote=None):
    """
    Delete a snapshot. A pinned one is refused.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_delete web before-upgrade
    """
    return _call("instance_snapshot_delete", instance=instance, snapshot_name=snapshot_name, project=project,
                 remote=remote)


def instance_snapshot_update(instance, snapshot_name, description=None, expires_at=None, project=None, remote=None):
    """
    Change the description or the expiry of a snapshot.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_update web before-upgrade expires_at=2027-12-31T23:59:59Z
    """
    return _call("instance_snapshot_update", instance=instance, snapshot_name=snapshot_name, description=description,
                 expires_at=expires_at, project=project, remote=remote)


def instance_snapshot_publish(instance, snapshot_name, properties=None, public=False, aliases=None, project=None,
                              remote=None):
    """
    Make an image of a snapshot. With aliases, one that exists already is found and not made twice.

    CLI Example:

    .. code-block:: bash

        salt '*' incus.instance_snapshot_publish web golden aliases="['web-golden']"

    :return: ``{'success': True, 'message': …, 'fingerprint': …}``
    """
    return _call("instance_snapshot_publish", instance=instance, snapshot_name=snapshot_name, properties=properties,
                 public=public, aliases=aliases, project=project, remote=remote)
