#!/usr/bin/python3
"""Renders every case of Cases/*.cases with Debian's python3-jinja2 and writes the goldens beside them.

A case file is text. A case begins with a line `=== name`, then the template, as it is, up to the next such line;
the newline before it is not part of the template. `--- vars` begins the variables (JSON), `--- file NAME` another
template that can be imported. The golden `Cases/x.golden.json` maps the name to {"out": text} or {"error": kind}.

Run: /usr/bin/python3 tests/Jinja.Tests/oracle.py      (apt-get install python3-jinja2)
"""
import json
import pathlib

import jinja2
from jinja2.sandbox import SandboxedEnvironment


def parse(text):
    cases, name, part = {}, None, None
    for line in text.split("\n"):
        if line.startswith("=== "):
            name = line[4:]
            assert name not in cases, f"two cases called {name}"
            part = ("text", "")
            cases[name] = {"parts": [[part, []]]}
        elif line.startswith("--- vars"):
            cases[name]["parts"].append([("vars", ""), []])
        elif line.startswith("--- file "):
            cases[name]["parts"].append([("file", line[9:]), []])
        elif name is not None:
            cases[name]["parts"][-1][1].append(line)
    result = {}
    for name, case in cases.items():
        made = {"text": "", "vars": {}, "files": {}}
        for (kind, label), lines in case["parts"]:
            body = "\n".join(lines)
            if kind == "text":
                made["text"] = body
            elif kind == "vars":
                made["vars"] = json.loads(body)
            else:
                made["files"][label] = body
        result[name] = made
    return result


def render(case):
    environment = SandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        loader=jinja2.DictLoader(case["files"]),
    )
    try:
        return {"out": environment.from_string(case["text"]).render(case["vars"])}
    except Exception as error:  # noqa: BLE001 - every failure is a golden
        return {"error": type(error).__name__}


def main():
    here = pathlib.Path(__file__).parent / "Cases"
    total = failed = 0
    for path in sorted(here.glob("*.cases")):
        goldens = {name: render(case) for name, case in parse(path.read_text(encoding="utf-8")).items()}
        total += len(goldens)
        failed += sum("error" in golden for golden in goldens.values())
        target = path.with_suffix(".golden.json")
        target.write_text(json.dumps(goldens, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{total} cases, {failed} of them errors, jinja2 {jinja2.__version__}")


if __name__ == "__main__":
    main()
