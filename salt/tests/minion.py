"""Loads the modules as Salt's loader does, and runs states in their order as Salt's state compiler does."""

import importlib.util
import inspect
import os
import subprocess
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))

try:
    import salt.exceptions  # noqa: F401  (a real Salt)
except ImportError:
    exceptions = types.ModuleType("salt.exceptions")
    exceptions.CommandExecutionError = type("CommandExecutionError", (Exception,), {})
    sys.modules.setdefault("salt", types.ModuleType("salt"))
    sys.modules["salt.exceptions"] = exceptions


# What Salt takes out of a chunk before it calls the state; everything else is an argument, and an unknown one an error.
SALTS_OWN = ("state", "fun", "__id__", "__sls__", "__env__", "order", "require")


class Minion:
    def __init__(self, pillar=None, opts=None):
        self.pillar = pillar or {}
        self.opts = dict({"test": False, "pillar": self.pillar, "state_aggregate": ["incus"]}, **(opts or {}))
        self.context = {}
        self.functions = {"config.get": self._config}
        self.module = self._load("_modules")
        self.functions.update(self._public(self.module, "incus."))
        self.states = self._load("_states")
        self.beacons = self._load("_beacons", "incus_snapshots")

    def close(self):
        self.call("brine_end")

    def call(self, function, *args, **kwargs):
        return self.functions["incus." + function](*args, **kwargs)

    def state(self, function, test=False, **kwargs):
        self.opts["test"] = test
        answer = getattr(self.states, function)(**kwargs)
        assert sorted(answer) == ["changes", "comment", "name", "result"], answer
        return answer

    def beacon(self, *config):
        """What the beacon tells, asked as Salt does: with a list of dictionaries, after it was found valid."""
        valid, why = self.beacons.validate(list(config))
        assert valid, why
        return self.beacons.beacon(list(config))

    def watched(self, function, **kwargs):
        """The state's answer when something that it watches has changed."""
        self.opts["test"] = False
        return self.states.mod_watch(sfun=function, **kwargs)

    def highstate(self, chunks, test=False):
        """The answers to low chunks (state, fun, __id__, name and arguments), one by one, aggregated as the opts say.

        Besides the states of Brine there is ``cmd.run``; the requisite ``require`` is looked after.
        """
        self.opts["test"] = test
        chunks = [dict(chunk) for chunk in chunks]
        running = {}
        for low in chunks:
            tag = "{state}_|-{__id__}_|-{name}_|-{fun}".format(**low)
            if low["state"] in self.opts["state_aggregate"]:
                low = self._aggregated(low, chunks, running)
            failed = [need for need in low.get("require", [])
                      if not all(running[t]["result"] for t in running if list(need.values())[0] in t.split("_|-")[1:3])]
            if failed:
                running[tag] = {"result": False, "changes": {}, "comment": "One or more requisite failed"}
            elif low["state"] == "cmd":
                done = subprocess.run(low["name"], shell=True, check=False)
                running[tag] = {"result": done.returncode == 0, "changes": {}, "comment": ""}
            else:
                running[tag] = getattr(self.states, low["fun"])(**{k: v for k, v in low.items() if k not in SALTS_OWN})
        return list(running.values())

    def _aggregated(self, low, chunks, running):
        # As Salt 3006 does: what earlier aggregated states require, this one shall, too.
        low["__agg__"] = True
        for chunk in chunks:
            if chunk.get("__agg__") and chunk["name"] != low["name"] and "require" in chunk:
                low["require"] = chunk["require"]
        return self.states.mod_aggregate(low, chunks, running)

    def _config(self, key, default=None):
        for source in (self.opts, self.pillar):
            found = source
            for part in key.split(":"):
                found = found.get(part) if isinstance(found, dict) else None
            if found is not None:
                return found
        return default

    def _load(self, folder, name="incus"):
        path = os.path.join(HERE, "..", folder, name + ".py")
        spec = importlib.util.spec_from_file_location("salt.loaded.{}.{}.{}".format(id(self), folder, name), path)
        module = importlib.util.module_from_spec(spec)
        module.__salt__ = self.functions
        module.__opts__ = self.opts
        module.__pillar__ = self.pillar
        module.__context__ = self.context
        module.__grains__ = {}
        spec.loader.exec_module(module)
        loaded = module.__virtual__()
        if loaded != name:
            raise ImportError(loaded[1])
        return module

    @staticmethod
    def _public(module, prefix):
        return {prefix + name: value for name, value in vars(module).items()
                if inspect.isfunction(value) and not name.startswith("_") and value.__module__ == module.__name__}
