"""What a measurement says: rows with a value, what it must be, and whether it is. The schema of results.json."""

SCHEMA = 2
UNITS = ("", "s", "ms", "MiB", "times", "requests", "files")

# Each part and what it is called in the table, in the table's order.
PARTS = {
    "start": "Starting, listing",
    "create": "Creating snapshots of stopped instances, btrfs",
    "describe": "The same with descriptions",
    "plan": "A plan with nothing to do",
    "render": "Rendering",
    "retention": "Retention",
    "delete": "Deletions by a policy",
    "group": "A set of eight running containers",
    "memory": "Memory",
    "salt": "Under Salt",
}


def row(part, what, value, unit="", *, at_most=None, at_least=None, note=None):
    """A row of the results; without a bound it is there to explain the others."""
    must = {"at_most": at_most} if at_most is not None else {"at_least": at_least} if at_least is not None else None
    value = round(value, 4)
    told = {"part": part, "what": what, "value": value, "unit": unit, "must": must, "met": bounded(value, must)}
    return told if note is None else {**told, "note": note}


def bounded(value, must):
    """Whether a value is what it must be; None: nothing is asked of it."""
    if must is None:
        return None
    return value <= must["at_most"] if "at_most" in must else value >= must["at_least"]


def faults(document):
    """What is wrong with a results file, as sentences; none: it follows the schema."""
    if document.get("schema") != SCHEMA:
        return [f"schema is {document.get('schema')!r}, expected {SCHEMA}: measure again"]
    found = [f"{key} is missing or not a {kind.__name__}" for key, kind in (
        ("at", str), ("commit", str), ("brine", str), ("server", str), ("machine", dict), ("quick", bool),
        ("parts", list), ("rows", list), ("failed", dict)) if not isinstance(document.get(key), kind)]
    for number, told in enumerate(document.get("rows") or []):
        found += [f"rows[{number}]: {fault}" for fault in _row_faults(told)]
    return found


def _row_faults(told):
    missing = [key for key in ("part", "what", "value", "unit", "must", "met") if key not in told]
    if missing:
        yield f"has no {', '.join(missing)}"
        return
    if told["part"] not in PARTS:
        yield f"part {told['part']!r} is none of {', '.join(PARTS)}"
    if told["unit"] not in UNITS:
        yield f"unit {told['unit']!r} is none of {', '.join(filter(None, UNITS))}"
    if isinstance(told["value"], bool) or not isinstance(told["value"], (int, float)):
        yield f"value {told['value']!r} is no number"
    elif told["must"] is not None and list(told["must"]) not in (["at_most"], ["at_least"]):
        yield f"must {told['must']!r} is neither at_most nor at_least"
    elif told["met"] != bounded(told["value"], told["must"]):
        yield f"met is {told['met']!r}, but {told['value']!r} beside {told['must']!r} says otherwise"
