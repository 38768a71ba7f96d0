#!/usr/bin/python3
"""Asks a real Salt what the trees in *.cases come to, and writes that beside them as *.golden.json.

Tests need neither Python nor Salt, which Debian 12 has no package of: this is run by hand, with the folder of a
checkout of Salt 3006 as argument or in BRINE_ORACLE_SALT.

Run: /usr/bin/python3 -W ignore tests/Salt.Tests/Oracle/States/oracle.py /path/to/salt [cases…]

A case begins with `=== name`. Lines that begin with `# ` behind it say what is asked; the default is `# sls: a`:
  # sls: a b        the low state of these SLS, as state.apply has it (state.show_low_sls leaves extend out)
  # highstate       the low state of the top files (state.show_lowstate)
  # top             which SLS the top files name (state.show_top)
  # pillar          the pillar (pillar.items)
  # run: a          what a run reports, in the order in which it is done (state.apply)
  # id: NAME, # saltenv: NAME, # grains: JSON, # config: JSON   the minion
  # brine: CODE     where Brine differs on purpose: it says this error
`--- a.sls` begins a file of the state root, `--- dev:a.sls` one of another environment, `--- pillar:a.sls` and
`--- pillar@dev:a.sls` those of the pillar roots.
"""
import json
import logging
import os
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
sys.path.insert(0, arguments.pop(0) if arguments and os.path.isdir(arguments[0]) else os.environ["BRINE_ORACLE_SALT"])
sys.argv = sys.argv[:1]

import salt.client  # noqa: E402
import salt.config  # noqa: E402
import salt.state  # noqa: E402

logging.disable(logging.CRITICAL)
REQUISITES = ["require", "require_any", "watch", "watch_any", "onchanges", "onchanges_any", "onfail", "onfail_any",
              "onfail_all", "prereq", "prerequired", "listen", "listen_in"]
OWN = ["state", "fun", "__id__", "name", "__sls__", "__env__", "order"]


def parse(text):
    cases, lines = {}, None
    for line in text.split("\n"):
        if line.startswith("=== "):
            assert line[4:] not in cases, line
            case = cases[line[4:]] = {"ask": {}, "files": {}}
            lines = None
        elif line.startswith("--- "):
            lines = case["files"][line[4:]] = []
        elif lines is not None:
            lines.append(line)
        elif line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            case["ask"][key] = value
    return cases


def minion(case, root):
    roots = {"file_roots": {"base": []}, "pillar_roots": {"base": []}}
    for name, lines in case["files"].items():
        env, _, path = name.rpartition(":")
        kind, env = ("pillar_roots", env[7:] or "base") if env.startswith("pillar") else ("file_roots", env or "base")
        folder = root / kind / env
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("\n".join(lines) + "\n")
        roots[kind][env] = [str(folder)]
    ask = case["ask"]
    config = {"id": ask.get("id", "web-1"), "file_client": "local", "root_dir": str(root / "root"), **roots,
              "grains": json.loads(ask.get("grains", "{}")), "enable_legacy_startup_events": False}
    if "saltenv" in ask:
        config["saltenv"] = ask["saltenv"]
    config.update(json.loads(ask.get("config", "{}")))
    (root / "minion").write_text(json.dumps(config))
    opts = salt.config.minion_config(str(root / "minion"))
    opts["file_client"] = "local"
    return salt.client.Caller(mopts=opts)


def target(kind, item):
    if isinstance(item, str):
        return [f"{kind} *:{item}"]
    return [f"{kind} {'*' if key == 'id' else key.split('.')[0]}:{value}" for key, value in item.items()]


def low(chunk):
    waits = []
    for kind in REQUISITES:
        for item in chunk.get(kind, []):
            waits += [line.replace("listen_in ", "listen ") for line in target(kind, item) if line not in waits]
    arguments = {key: value for key, value in chunk.items() if key not in OWN + REQUISITES
                 and not key.endswith("_in") and key != "use"}
    return {"order": chunk["order"], "state": chunk["state"] + "." + chunk["fun"], "id": chunk["__id__"],
            "name": chunk["name"], "sls": chunk["__sls__"], "env": chunk["__env__"], "arguments": arguments,
            "requisites": waits}


def chunks(answer):
    if answer and isinstance(answer[0], dict):
        return {"low": [low(chunk) for chunk in answer]}
    return {"errors": answer} if answer else {"low": []}


def compiled(opts, env, names):
    """What state.apply does up to the point where it runs the first state."""
    high_state = salt.state.HighState(opts)
    high, errors = high_state.render_highstate({env: names})
    if errors:
        return {"errors": errors}
    high, errors = high_state.state.reconcile_extend(high)
    errors += high_state.state.verify_high(high)
    if errors:
        return {"errors": errors}
    high, errors = high_state.state.requisite_in(high)
    high = high_state.state.apply_exclude(high)
    return {"errors": errors} if errors else chunks(high_state.state.compile_high_data(high))


def ran(answer):
    if not isinstance(answer, dict):
        return {"errors": answer}
    results = sorted(answer.values(), key=lambda result: result["__run_num__"])
    return {"run": [{"id": result["__id__"], "name": result["name"], "result": result["result"],
                     "changes": bool(result["changes"]), "comment": result["comment"]} for result in results]}


def answer(case, root):
    caller, ask = minion(case, root), case["ask"]
    extra = {"saltenv": ask["saltenv"]} if "saltenv" in ask else {}
    try:
        if "pillar" in ask:
            pillar = caller.cmd("pillar.items")
            return {"errors": pillar["_errors"]} if "_errors" in pillar else {"pillar": pillar}
        if "top" in ask:
            return {"top": caller.cmd("state.show_top", **extra)}
        if "highstate" in ask:
            return chunks(caller.cmd("state.show_lowstate"))
        if "run" in ask:
            return ran(caller.cmd("state.apply", ask["run"].replace(" ", ","), **extra))
        return compiled(caller.sminion.opts, ask.get("saltenv", "base"), ask.get("sls", "a").split())
    except Exception as error:  # what Salt dies of, Brine must refuse
        return {"errors": [f"{type(error).__name__}: {error}"]}


def main():
    for path in sorted(HERE.glob("*.cases")):
        if arguments and path.stem not in arguments:
            continue
        golden = {}
        for name, case in parse(path.read_text()).items():
            root = pathlib.Path(tempfile.mkdtemp(prefix="oracle"))
            try:
                text = json.dumps(answer(case, root), ensure_ascii=True, sort_keys=True)
            finally:
                shutil.rmtree(root)
            golden[name] = json.loads(text.replace(str(root), "ROOT"))
        path.with_suffix(".golden.json").write_text("{\n" + ",\n".join(
            json.dumps(name) + ": " + json.dumps(value, sort_keys=True) for name, value in golden.items()) + "\n}\n")
        print(path.stem, len(golden), "cases,", sum("errors" in value for value in golden.values()), "errors")


if __name__ == "__main__":
    main()
