"""The same as minion.py by way of a real ``salt-call``: its loader, its compiler, its requisites."""

import json
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


class SaltCall:
    def __init__(self, program, incus, aggregate=("incus",), modules=os.path.join(HERE, "..")):
        self._folder = tempfile.TemporaryDirectory()
        self._program = program
        for name in ("conf", "pillar", "root"):
            os.mkdir(self._path(name))
        for name in ("_modules", "_states"):
            shutil.copytree(os.path.join(modules, name), self._path("root", name))
        self._write(("conf", "minion"), {
            "id": "m1", "file_client": "local", "root_dir": self._path(), "cachedir": self._path("cache"),
            "extension_modules": self._path("extmods"), "pki_dir": self._path("pki"), "log_file": self._path("log"),
            "state_aggregate": list(aggregate),
            "file_roots": {"base": [self._path("root")]}, "pillar_roots": {"base": [self._path("pillar")]},
        })
        self._write(("pillar", "top.sls"), {"base": {"*": ["incus"]}})
        self._write(("pillar", "incus.sls"), {"incus": incus})
        self._ask("saltutil.sync_all")

    def close(self):
        self._folder.cleanup()

    def call(self, function, *args, **kwargs):
        return self._ask("incus." + function, *args, **kwargs)

    def state(self, function, test=False, **kwargs):
        return self._answers(self._ask("state.single", "incus." + function, test=test, **kwargs))[-1]

    def watched(self, function, **kwargs):
        """The state's answer when something that it watches has changed."""
        sls = {"changed": {"test.succeed_with_changes": []},
               "watching": {"incus." + function: [{"watch": [{"test": "changed"}]}] + [{k: v} for k, v in kwargs.items()]}}
        return self._apply(sls, False)[-1]

    def highstate(self, chunks, test=False):
        sls = {}
        for chunk in chunks:
            arguments = [{k: v} for k, v in chunk.items() if k not in ("state", "fun", "__id__", "__sls__", "__env__")]
            sls[chunk["__id__"]] = {"{state}.{fun}".format(**chunk): arguments}
        return self._apply(sls, test)

    def _apply(self, sls, test):
        self._write(("root", "tried.sls"), sls)
        return self._answers(self._ask("state.apply", "tried", test=test))

    @staticmethod
    def _answers(returned):
        assert isinstance(returned, dict), returned
        inner = sorted(returned.values(), key=lambda answer: answer["__run_num__"])
        return [{key: answer[key] for key in ("name", "result", "changes", "comment")} for answer in inner]

    def _ask(self, function, *args, **kwargs):
        said = [json.dumps(a) for a in args] + ["{}={}".format(k, json.dumps(v)) for k, v in kwargs.items()]
        ran = subprocess.run([self._program, "--local", "--config-dir", self._path("conf"), "--out", "json", function, *said],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        try:
            return json.loads(ran.stdout)["local"]
        except (ValueError, KeyError):
            raise AssertionError("{} gave no answer: {}\n{}".format(function, ran.stdout, ran.stderr)) from None

    def _path(self, *parts):
        return os.path.join(self._folder.name, *parts)

    def _write(self, parts, data):
        # JSON is YAML; Salt renders state files by Jinja first, which finds nothing to do in it.
        with open(self._path(*parts), "w", encoding="utf-8") as file:
            json.dump(data, file)
