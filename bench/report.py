#!/usr/bin/env python3
"""report.py RESULTS [--document FILE]: what a results file says, as a table; with FILE also as docs/performance.md.

The exit code is 0 if every row that must hold does, 1 if one does not or a part gave no figures, 2 if RESULTS is none
of these files.
"""

import argparse
import json
import sys

from rows import PARTS, bounded, faults

INTRODUCTION = """# How fast it is

Made by `bench/report.py` from one run of `bench/run.sh`; do not edit. What is measured against what, and why so, is in
[bench/README.md](../bench/README.md).

**Read the ratios.** All contestants of a row took turns on the same server in the same run, so that a slow or busy
machine moves them alike. Seconds say something about this machine at that moment only.
"""

REPEAT = """## Repeat it

As root on Debian 12, with `python3`, `python3-jinja2`, `python3-yaml`, `time` and the .NET 10 SDK:

```
bench/run.sh --document      # everything, on a private Incus of its own; writes this file
bench/run.sh --quick         # a smoke run on fewer instances
```

A `salt-call` on PATH takes part; with `BRINE_BENCH_FORMULA` naming a checkout of the public formula, so does that.
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("results")
    parser.add_argument("--document")
    options = parser.parse_args()
    with open(options.results, encoding="utf-8") as file:
        results = json.load(file)
    if wrong := faults(results):
        print("\n".join(f"report.py: {options.results}: {fault}" for fault in wrong), file=sys.stderr)
        return 2
    print("\n".join(table(results)))
    if options.document:
        with open(options.document, "w", encoding="utf-8") as out:
            out.write(document(results))
    return 0 if all_hold(results) else 1


def all_hold(results):
    return not results["failed"] and all(r["met"] is not False for r in results["rows"])


def table(results):
    """For a terminal."""
    yield f"{results['brine']} beside Incus {results['server']}, {_machine(results)}; {_load(results)}"
    for part, rows in _parts(results):
        yield PARTS[part]
        for r in rows:
            yield f"  {r['what'].replace('`', ''):<84} {_value(r):>12}  {_must(r):<16} {_met(r)}".rstrip()
    for part, error in results["failed"].items():
        yield f"{PARTS[part]}: no figures: {error}"
    yield _sum(results)


def document(results):
    """For docs/performance.md."""
    return "\n".join([INTRODUCTION, *_circumstances(results), *_missed(results), *_sections(results), REPEAT])


def _circumstances(results):
    yield "| | |\n|---|---|"
    yield f"| when | {results['at']}" + (", a quick run: fewer instances and rounds" if results["quick"] else "") + " |"
    yield f"| what | {results['brine']} beside Incus {results['server']}; the bench is that of `{results['commit']}` |"
    yield f"| where | {_machine(results)} |"
    yield f"| meanwhile | {_load(results)} |\n"
    yield _sum(results) + "\n"


def _missed(results):
    """What does not hold, and what is known of why."""
    missed = [r for r in results["rows"] if r["met"] is False]
    left_out = [part for part in PARTS if part not in results["parts"]]
    if not missed and not results["failed"] and not left_out:
        return
    yield "## What does not hold\n"
    for r in missed:
        yield f"- {PARTS[r['part']]}: {r['what']}: {_value(r)}, must be {_must(r)}. {r.get('note', '')}".rstrip()
    for part, error in results["failed"].items():
        yield f"- {PARTS[part]}: gave no figures: {error}"
    for part in left_out:
        yield f"- {PARTS[part]}: was not measured in this run."
    yield ""


def _sections(results):
    for part, rows in _parts(results):
        yield f"## {PARTS[part]}\n\n| what | seen | must be | |\n|---|---:|---|---|"
        for r in rows:
            yield f"| {r['what']} | {_value(r)} | {_must(r)} | {_met(r)} |"
        yield ""
        for r in (r for r in rows if "note" in r and r["met"] is not False):
            yield f"- *{r['what']}*: {r['note']}"
        if any("note" in r and r["met"] is not False for r in rows):
            yield ""


def _parts(results):
    for part in PARTS:
        if rows := [r for r in results["rows"] if r["part"] == part]:
            yield part, rows


def _machine(results):
    m = results["machine"]
    return f"{m['processor']}, {m['cores']} cores, {m['memory_gib']:.0f} GiB, {m['system']}, Linux {m['kernel']}"


def _load(results):
    before, after, cores = results["load_before"][0], results["load_after"][0], results["machine"]["cores"]
    busy = "; others used the machine at the same time" if before > cores / 2 else ""
    return f"load {before:.1f} before and {after:.1f} after{busy}"


def _sum(results):
    must = [r for r in results["rows"] if r["must"]]
    return f"{sum(r['met'] for r in must)} of {len(must)} rows that must hold do." \
        + (f" {len(results['failed'])} parts gave no figures." if results["failed"] else "")


def _value(r):
    digits = 0 if r["unit"] in ("requests", "files") else 1 if r["unit"] in ("ms", "MiB") else 2
    while digits < 4 and _rounding_hides_it(r, digits):
        digits += 1
    return f"{r['value']:,.{digits}f} {r['unit']}".strip()


def _rounding_hides_it(r, digits):
    """1.104 is more than 1.10, and must not be shown as 1.10."""
    return r["must"] is not None and bounded(round(r["value"], digits), r["must"]) != r["met"]


def _must(r):
    if not r["must"]:
        return ""
    (bound, value), = r["must"].items()
    return f"{bound.replace('_', ' ')} {value:g}"


def _met(r):
    return {None: "", True: "met", False: "**missed**"}[r["met"]]


if __name__ == "__main__":
    sys.exit(main())
