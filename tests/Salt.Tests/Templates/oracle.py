#!/usr/bin/env python3
"""Writes what the real Salt makes of the templates in this folder: NAME.txt -> NAME.expected, and files/ -> files.expected.

Salt is not part of Debian 12, so no test runs this; its goldens are checked in. Run it with a Python that has Salt's
needs (PyYAML, jinja2, jmespath, msgpack, ...) and the path of a Salt checkout:

    TZ=UTC /usr/bin/python3 -W ignore oracle.py /path/to/salt        (or BRINE_ORACLE_SALT=/path/to/salt)

A line of NAME.txt is a template, with \\n for a line end; lines that begin with ## are comments. A line of
NAME.expected is its output as JSON, or the word error. Pillar, grains and opts are those of setup.yaml.
"""

import json
import logging
import os
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:] = [p for p in sys.path if pathlib.Path(p or ".").resolve() != HERE]
sys.path.insert(0, sys.argv[1] if len(sys.argv) > 1 else os.environ["BRINE_ORACLE_SALT"])
sys.dont_write_bytecode = True

import yaml  # noqa: E402

import salt.client  # noqa: E402
import salt.config  # noqa: E402
import salt.utils.templates  # noqa: E402

logging.disable(logging.CRITICAL)
os.environ["BRINE_TEST"] = "from the environment"


def minion(root):
    setup = yaml.safe_load((HERE / "setup.yaml").read_text())
    (root / "pillar").mkdir()
    (root / "pillar" / "top.sls").write_text("base: {'*': [all]}\n")
    (root / "pillar" / "all.sls").write_text("#!yaml\n" + yaml.safe_dump(setup["pillar"], sort_keys=False))
    shutil.copytree(HERE / "files", "/tmp/brine-oracle-files", dirs_exist_ok=True)
    conf = root / "minion"
    conf.write_text(yaml.safe_dump({
        "id": setup["id"], "file_client": "local", "root_dir": str(root), "log_level": "quiet",
        "file_roots": {"base": ["/tmp/brine-oracle-files"]}, "pillar_roots": {"base": [str(root / "pillar")]},
        "grains": setup["grains"], "enable_legacy_startup_events": False,
    }))
    opts = salt.config.minion_config(str(conf))
    opts["file_client"] = "local"
    return salt.client.Caller(mopts=opts).sminion


def render(world, text, sls="", path=None):
    try:
        got = salt.utils.templates.JINJA(
            text, from_str=True, to_str=True, salt=world.functions, opts=world.opts, grains=world.opts["grains"],
            pillar=world.opts["pillar"], saltenv="base", sls=sls, tmplpath=path,
        )
    except Exception:  # whatever Salt throws is "an error"
        return None
    return got["data"] if got["result"] else None


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="brine-oracle-"))
    try:
        world = minion(root)
        for source in sorted(HERE.glob("*.txt")):
            lines = [l for l in source.read_text().split("\n") if l and not l.startswith("##")]
            wanted = []
            for line in lines:
                got = render(world, line.replace("\\n", "\n"))
                wanted.append("error" if got is None else json.dumps(got))
            source.with_suffix(".expected").write_text("\n".join(wanted) + "\n")
            print(source.name, len(lines), wanted.count("error"), "errors")
        wanted = {}
        base = pathlib.Path("/tmp/brine-oracle-files")
        for source in sorted((HERE / "files").rglob("*.sls")):
            inside = source.relative_to(HERE / "files").as_posix()
            sls = inside[:-4]
            sls = (sls[:-5] if sls.endswith("/init") else sls).replace("/", ".")
            wanted[inside] = render(world, source.read_text(), sls, str(base / inside))
        (HERE / "files.expected").write_text(json.dumps(wanted, indent=1) + "\n")
        print("files", len(wanted))
    finally:
        shutil.rmtree(root)
        shutil.rmtree("/tmp/brine-oracle-files", ignore_errors=True)


main()
