"""What Salt does with a state file, as bare as it can be: Jinja2 set up as Salt has it, then PyYAML on libyaml.

original.py FOLDER FILE: prints {"seconds": …, "states": …}. Seconds are those after all imports, without starting Python.
With a third argument the data is written to that file as JSON.
"""
import json
import pathlib
import sys
import time

import jinja2
import yaml
from jinja2.sandbox import SandboxedEnvironment


def main(folder, name, target=None):
    start = time.perf_counter()
    environment = SandboxedEnvironment(
        undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        loader=jinja2.FileSystemLoader(folder))
    environment.tests["match"] = lambda value, pattern: __import__("re").match(pattern, value) is not None
    text = environment.from_string(pathlib.Path(folder, name).read_text()).render()
    rendered = time.perf_counter()
    data = yaml.load(text, yaml.CSafeLoader)
    end = time.perf_counter()
    if target:
        pathlib.Path(target).write_text(json.dumps(data))
    print(json.dumps({"seconds": end - start, "jinja": rendered - start, "states": len(data), "lines": text.count("\n")}))


if __name__ == "__main__":
    main(*sys.argv[1:])
