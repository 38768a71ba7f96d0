#!/usr/bin/python3
"""What PyYAML makes of YAML when it is set up as Salt sets it up: the goldens of OracleTests and LiveOracleTests.

    oracle.py                        writes the .expected files beside this script
    oracle.py --check                says which of them the installed PyYAML would write differently; exit 1 if any
    oracle.py --generate SEED COUNT  made-up documents as JSON lines [text, expected]
    oracle.py --salt FOLDER          compares this script's loader with the real one of a Salt checkout

Debian: python3-yaml. Salt's loader is PyYAML's libyaml one, with no key twice, merged keys included, with leading
zeros of whole numbers dropped and dates kept as text.
"""
import json
import math
import pathlib
import sys

import yaml

import generate

HERE = pathlib.Path(__file__).parent
TAG = "tag:yaml.org,2002:"


class Loader(yaml.CSafeLoader):
    pass


def whole(loader, node):
    text = node.value
    if text.startswith("0") and not text.startswith(("0b", "0x")):
        node.value = text.lstrip("0") or "0"
    return yaml.CSafeLoader.construct_yaml_int(loader, node)


def pairs(node):
    """The pairs of a mapping node, those of its merges first; an own key hides a merged one that is spelt the same."""
    own, merged = [], []
    for key, value in node.value:
        if key.tag != TAG + "merge":
            own.append((key, value))
            if key.tag == TAG + "value":
                key.tag = TAG + "str"
        elif isinstance(value, yaml.MappingNode):
            merged += pairs(value)
        elif isinstance(value, yaml.SequenceNode) and all(isinstance(item, yaml.MappingNode) for item in value.value):
            merged += [pair for item in reversed(value.value) for pair in pairs(item)]
        else:
            raise yaml.YAMLError("expected a mapping or list of mappings for merging")
    names = [key.value for key, _ in own]
    return [pair for pair in merged if pair[0].value not in names] + own


def mapping(loader, node):
    result = {}
    yield result
    if not isinstance(node, yaml.MappingNode):
        raise yaml.YAMLError("expected a mapping node")
    for key, value in pairs(node):
        name = loader.construct_object(key)
        hash(name)
        item = loader.construct_object(value)
        if name in result:
            raise yaml.YAMLError("found conflicting ID")
        result[name] = item


Loader.add_constructor(TAG + "int", whole)
Loader.add_constructor(TAG + "map", mapping)
Loader.add_constructor(TAG + "timestamp", yaml.CSafeLoader.construct_scalar)


def plain(value, inside=()):
    if isinstance(value, (dict, list)) and id(value) in inside:
        raise yaml.YAMLError("a value inside itself")
    if isinstance(value, dict):
        inside += (id(value),)
        return {key if isinstance(key, str) else "#" + str(plain(key)): plain(item, inside)
                for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item, inside + (id(value),)) for item in value]
    if isinstance(value, bytes):
        return "bytes " + value.hex()
    if isinstance(value, float):
        return "float " + (repr(value) if math.isfinite(value) else str(value))
    return value


def load(text, loader=Loader):
    try:
        return json.dumps(plain(yaml.load(text, loader)), ensure_ascii=True)
    except Exception:  # whatever PyYAML refuses, Brine must refuse
        return "error"


def corpus():
    """Each file of texts with its texts, and how to load one of them."""
    scalars = (HERE / "scalars.txt").read_text().splitlines()
    yield "scalars", scalars, lambda scalar, loader=Loader: load("- " + scalar, loader)[1:-1]
    for name in ("documents", "generated"):
        yield name, (HERE / f"{name}.txt").read_bytes().decode().split("=====\n"), load


def main(arguments):
    match arguments:
        case ["--generate", seed, count]:
            for text in generate.documents(int(seed), int(count)):
                print(json.dumps([text, load(text)]))
            return 0
        case ["--check"]:
            wrong = [(name, text) for name, texts, answer in corpus()
                     if "".join(answer(text) + "\n" for text in texts) != (HERE / f"{name}.expected").read_text()
                     for text in [f"{len(texts)} texts"]]
            print("\n".join(f"{name}.expected is not what PyYAML {yaml.__version__} says" for name, _ in wrong))
            return 1 if wrong else 0
        case ["--salt", folder]:
            sys.path.insert(0, folder)
            from salt.utils.yamlloader import SaltYamlSafeLoader
            wrong = [(text, answer(text), answer(text, SaltYamlSafeLoader)) for _, texts, answer in corpus()
                     for text in texts if answer(text) != answer(text, SaltYamlSafeLoader)]
            for text, ours, real in wrong:
                print(f"{text!r}\n  here: {ours}\n  Salt: {real}")
            return 1 if wrong else 0
        case []:
            (HERE / "generated.txt").write_text("=====\n".join(generate.documents(1, 400)), newline="")
            for name, texts, answer in corpus():
                (HERE / f"{name}.expected").write_text("".join(answer(text) + "\n" for text in texts))
                print(f"{name}: {len(texts)} texts")
            return 0
        case _:
            print(__doc__)
            return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
