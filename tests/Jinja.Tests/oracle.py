#!/usr/bin/python3
"""Asks Debian's python3-jinja2 what templates give, configured as Salt configures it.

A case file is text. In `Cases/*.cases` a case begins with a line `=== name`, then the template, as it is, up to the
next such line; the newline before it is not part of the template. `--- vars` begins the variables (JSON),
`--- file NAME` another template that can be imported. In `Cases/*.lines` each line is a template and its own name;
`## ` begins a comment, `--- vars {…}` sets the variables of the lines below. The golden `Cases/x.golden.json` maps
the name to {"out": text} or {"error": kind}.

Variables are JSON; what JSON lacks is written {"$set": […]}, {"$frozenset": […]}, {"$tuple": […]},
{"$bytes": "latin 1"}, {"$markup": "…"}, {"$float": "inf"}.

Addresses of objects, which differ from run to run, are written 0x7f0000000000.

Run: /usr/bin/python3 tests/Jinja.Tests/oracle.py                        writes the goldens
     /usr/bin/python3 tests/Jinja.Tests/oracle.py --check                says which goldens are not what jinja2 says
     /usr/bin/python3 tests/Jinja.Tests/oracle.py --generate SEED COUNT  prints random cases with answers, as JSON
     (apt-get install python3-jinja2)
"""
import json
import pathlib
import re
import sys

import jinja2
import markupsafe
from jinja2.sandbox import SandboxedEnvironment

HERE = pathlib.Path(__file__).parent / "Cases"


def typed(value):
    """JSON with the marks of the types that JSON lacks, as Python values."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (kind, given), = value.items()
        if kind == "$set":
            return set(map(typed, given))
        if kind == "$frozenset":
            return frozenset(map(typed, given))
        if kind == "$tuple":
            return tuple(map(typed, given))
        if kind == "$bytes":
            return given.encode("latin-1")
        if kind == "$markup":
            return markupsafe.Markup(given)
        if kind == "$float":
            return float(given)
    return {name: typed(item) for name, item in value.items()}


def parse_cases(text):
    cases, name = {}, None
    for line in text.split("\n"):
        if line.startswith("=== "):
            name = line[4:]
            assert name not in cases, f"two cases called {name}"
            cases[name] = [(("text", ""), [])]
        elif line.startswith("--- vars") and name is not None:
            cases[name].append((("vars", ""), []))
        elif line.startswith("--- file "):
            cases[name].append((("file", line[9:]), []))
        elif name is not None:
            cases[name][-1][1].append(line)
    result = {}
    for name, parts in cases.items():
        made = {"text": "", "vars": {}, "files": {}}
        for (kind, label), lines in parts:
            body = "\n".join(lines)
            if kind == "text":
                made["text"] = body
            elif kind == "vars":
                made["vars"] = json.loads(body)
            else:
                made["files"][label] = body
        result[name] = made
    return result


def parse_lines(text):
    result, variables = {}, {}
    for line in text.split("\n"):
        if line.startswith("--- vars "):
            variables = json.loads(line[9:])
        elif line and not line.startswith("## "):
            assert line not in result, f"twice: {line}"
            result[line] = {"text": line, "vars": variables, "files": {}}
    return result


def case_files():
    for path in sorted([*HERE.glob("*.cases"), *HERE.glob("*.lines")]):
        text = path.read_text(encoding="utf-8")
        yield path, parse_cases(text) if path.suffix == ".cases" else parse_lines(text)


def environment(files):
    return SandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        loader=jinja2.DictLoader(files),
    )


def render(case):
    try:
        text = environment(case["files"]).from_string(case["text"]).render(typed(case["vars"]))
        return {"out": re.sub(r" at 0x[0-9a-f]+", " at 0x7f0000000000", text)}
    except Exception as error:  # noqa: BLE001 - every failure is a golden
        return {"error": type(error).__name__}


def answers(cases):
    return {name: render(case) for name, case in cases.items()}


def main():
    if sys.argv[1:2] == ["--generate"]:
        import generator
        seed, count = sys.argv[2], int(sys.argv[3])
        cases = list(generator.cases(seed, count))
        for case in cases:
            case.update(render(case))
        json.dump(cases, sys.stdout)
        return
    wrong, total, failed = [], 0, 0
    for path, cases in case_files():
        goldens = answers(cases)
        total += len(goldens)
        failed += sum("error" in golden for golden in goldens.values())
        target = path.with_suffix(".golden.json")
        text = json.dumps(goldens, indent=1, ensure_ascii=True) + "\n"
        if sys.argv[1:] != ["--check"]:
            target.write_text(text, encoding="utf-8")
        elif target.read_text(encoding="utf-8") != text:
            checked_in = json.loads(target.read_text(encoding="utf-8"))
            wrong += [f"{path.name}: {name}\n" for name in goldens if goldens[name] != checked_in.get(name)]
            wrong += [f"{path.name}: golden of no case: {name}\n" for name in checked_in if name not in goldens]
    print(f"{total} cases, {failed} of them errors, jinja2 {jinja2.__version__}")
    if wrong:
        sys.exit("".join(wrong))


if __name__ == "__main__":
    main()
