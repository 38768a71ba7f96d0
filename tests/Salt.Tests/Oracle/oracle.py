#!/usr/bin/python3
"""Writes the .expected files beside this script with PyYAML (Debian: python3-yaml). Run by hand; tests need no Python.

Scalars and documents are loaded as Salt loads YAML: PyYAML's libyaml loader, no key twice, leading zeros of whole
numbers dropped, dates kept as text.
"""
import json
import math
import pathlib
import yaml

HERE = pathlib.Path(__file__).parent
TAG = "tag:yaml.org,2002:"


class Loader(yaml.CSafeLoader):
    pass


def whole(loader, node):
    text = node.value
    if text.startswith("0") and not text.startswith(("0b", "0x")):
        node.value = text.lstrip("0") or "0"
    return yaml.CSafeLoader.construct_yaml_int(loader, node)


def mapping(loader, node):
    own = [loader.construct_object(key, deep=True) for key, _ in node.value if key.tag != TAG + "merge"]
    if len(own) != len(set(own)):
        raise yaml.YAMLError("found conflicting ID")
    return loader.construct_mapping(node, deep=True)


Loader.add_constructor(TAG + "int", whole)
Loader.add_constructor(TAG + "map", mapping)
Loader.add_constructor(TAG + "timestamp", lambda loader, node: ("date", node.value))


def plain(value):
    if isinstance(value, tuple):
        return value[1]
    if isinstance(value, dict):
        return {key if isinstance(key, str) else "#" + str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return "float " + (repr(value) if math.isfinite(value) else str(value))
    if isinstance(value, int) and not isinstance(value, bool) and not -(1 << 63) <= value < 1 << 63:
        return str(value)  # Brine keeps what does not fit 64 bits as text
    return value


def load(text):
    try:
        return json.dumps(plain(yaml.load(text, Loader)), ensure_ascii=True)
    except Exception:  # whatever PyYAML refuses, Brine must refuse
        return "error"


scalars = (HERE / "scalars.txt").read_text().splitlines()
(HERE / "scalars.expected").write_text("".join(load("- " + scalar)[1:-1] + "\n" for scalar in scalars))
documents = (HERE / "documents.txt").read_text().split("=====\n")
(HERE / "documents.expected").write_text("".join(load(document) + "\n" for document in documents))
