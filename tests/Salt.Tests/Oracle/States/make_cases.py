#!/usr/bin/python3
"""Writes made.cases: small trees with requisites, orders, names, extends and excludes by chance, always the same ones.

Then run oracle.py. Rings and missing targets are among them: where Salt fails in the middle of a run, Brine has an error.
"""
import pathlib
import random

MANY = 250
STRICTER = {104: "salt.requisite.unknown"}  # a bare target of an _in form that is not there: Salt passes over it
FUNCTIONS = ["test.nop", "test.succeed_with_changes", "test.succeed_without_changes", "test.fail_without_changes",
             "test.succeed_with_changes"]
REQUISITES = ["require", "require", "require_any", "onchanges", "onchanges_any", "onfail", "onfail_any", "require_in",
              "onchanges_in", "onfail_in"]
ORDERS = ["1", "last", "first", "-1", "10001", "20000"]
chance = random.Random(11)


def arguments(own, ids, files):
    found, used = [], set()
    if chance.random() < 0.15:
        found.append(f"{{order: {chance.choice(ORDERS)}}}")
    if chance.random() < 0.1:
        found.append(f"{{names: [{own}-n2, {own}-n1]}}")
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2])):
        kind = chance.choice(REQUISITES)
        if kind in used:
            continue
        used.add(kind)
        # Mostly upwards, so that not every tree is a ring.
        others = [other for other in ids if (other < own if chance.random() < 0.8 and not kind.endswith("_in") else other != own)]
        targets = chance.sample(others, min(chance.choice([1, 1, 2]), len(others)))
        items = [chance.choice(["{test: %s}", "{test: %s}", "%s"]) % target for target in targets]
        if not kind.endswith("_in") and chance.random() < 0.06:
            items = [f"{{sls: {chance.choice(files)}}}"]
        if not kind.endswith("_in") and chance.random() < 0.04:
            items = ["{test: 's[01]*'}"]
        if items:
            found.append(f"{{{kind}: [{', '.join(items)}]}}")
    if chance.random() < 0.08:
        found.append("{onlyif: /bin/false}")
    if chance.random() < 0.08:
        found.append("{unless: /bin/false}")
    return found


def tree():
    files = "abc"[:chance.choice([1, 1, 2, 3])]
    ids = [f"s{i}" for i in range(chance.randint(2, 7))]
    homes = {own: chance.choice(files) for own in ids}
    for name in files:
        lines = [f"--- {name}.sls"]
        included = [other for other in files if other > name and chance.random() < 0.9]
        if included:
            lines.append(f"include: [{', '.join(included)}]")
        for own in (own for own in ids if homes[own] == name):
            lines.append(f"{own}: {{{chance.choice(FUNCTIONS)}: [{', '.join(arguments(own, ids, files))}]}}")
        if chance.random() < 0.15:
            lines.append(f"extend:\n  {chance.choice(ids)}: {{test: [{{require: [{{test: {chance.choice(ids)}}}]}}]}}")
        if chance.random() < 0.05:
            lines.append(f"exclude: [{{id: {chance.choice(ids)}}}]")
        yield "\n".join(lines if len(lines) > 1 else lines + ["# nothing"])


pathlib.Path(__file__).with_name("made.cases").write_text("".join(
    f"=== made {i}\n# run: a\n" + (f"# brine: {STRICTER[i]}\n" if i in STRICTER else "") + "\n".join(tree()) + "\n" for i in range(MANY)))
