"""Loads the modules as Salt's loader does, and runs states in their order as Salt's state compiler does."""

import importlib.util
import inspect
import os
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


class Minion:
    def __init__(self, pillar=None, opts=None):
        self.pillar = pillar or {}
        self.opts = dict({"test": False, "pillar": self.pillar}, **(opts or {}))
        self.context = {}
        self.functions = {"config.get": self._config}
        self.module = self._load("_modules")
        self.functions.update(self._public(self.module, "incus."))
        self.states = self._load("_states")

    def close(self):
        worker = self.context.pop("incus.brine_worker", None)
        if worker:
            worker.close()
            worker._process.wait(timeout=60)

    def call(self, function, *args, **kwargs):
        return self.functions["incus." + function](*args, **kwargs)

    def state(self, function, test=False, **kwargs):
        self.opts["test"] = test
        answer = getattr(self.states, function)(**kwargs)
        assert sorted(answer) == ["changes", "comment", "name", "result"], answer
        return answer

    def highstate(self, chunks, test=False, between=None):
        """Low chunks (state, fun, __id__, name and arguments) one after the other, with aggregation; gives Salt's tags.

        A chunk of another module is handed to ``between``; the requisite ``require`` is looked after.
        """
        self.opts["test"] = test
        running = {}
        for low in chunks:
            tag = "{state}_|-{__id__}_|-{name}_|-{fun}".format(**low)
            failed = [need for need in low.get("require", [])
                      if not all(running[t]["result"] for t in running if list(need.values())[0] in t.split("_|-")[1:3])]
            if failed:
                running[tag] = {"result": False, "changes": {}, "comment": "One or more requisite failed"}
            elif low["state"] != "incus":
                running[tag] = {"result": True, "changes": {}, "comment": between(low)}
            else:
                low = self.states.mod_aggregate(dict(low), chunks, running)
                function = getattr(self.states, low["fun"])
                known = inspect.signature(function).parameters
                running[tag] = function(**{k: v for k, v in low.items() if k in known})
        return running

    def _config(self, key, default=None):
        for source in (self.opts, self.pillar):
            found = source
            for part in key.split(":"):
                found = found.get(part) if isinstance(found, dict) else None
            if found is not None:
                return found
        return default

    def _load(self, folder):
        path = os.path.join(HERE, "..", folder, "incus.py")
        spec = importlib.util.spec_from_file_location("salt.loaded.{}.{}.incus".format(id(self), folder), path)
        module = importlib.util.module_from_spec(spec)
        module.__salt__ = self.functions
        module.__opts__ = self.opts
        module.__pillar__ = self.pillar
        module.__context__ = self.context
        module.__grains__ = {}
        spec.loader.exec_module(module)
        loaded = module.__virtual__()
        if loaded is not True and loaded != "incus":
            raise ImportError(loaded[1])
        return module

    @staticmethod
    def _public(module, prefix):
        return {prefix + name: value for name, value in vars(module).items()
                if inspect.isfunction(value) and not name.startswith("_") and value.__module__ == module.__name__}
