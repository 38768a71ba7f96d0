#!/usr/bin/python3
"""What a real Salt makes of the state trees that FormulaTests compares: their text after Jinja, and their order.

    oracle.py SALT      SALT is the folder of a Salt checkout (its parent holds `salt/`); 3006 was used

Writes NAME.expected.json for each tree: {"pillar": data, "text": {sls: text}, "low": {sls: [[id, function, name], …]}}.
Salt is not in Debian 12, so that no test needs it; the goldens are checked in.
"""
import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples"
GRAINS = {"role": "web", "os": "Debian", "os_family": "Debian", "osarch": "amd64", "osfinger": "Debian-12", "osmajorrelease": 12,
          "oscodename": "bookworm", "kernel": "Linux", "num_cpus": 4, "mem_total": 8192, "init": "systemd", "fqdn": "web-1.example.org"}
TREES = {"fleet": EXAMPLES / "fleet", "users": HERE / "users", "stack": HERE / "stack"}


def answers(tree):
    import salt.config
    import salt.client
    import salt.template

    opts = salt.config.minion_config(None)
    with tempfile.TemporaryDirectory() as root:
        opts.update(id="web-1", file_client="local", root_dir=root, cachedir=root + "/cache", extension_modules=root + "/ext",
                    pki_dir=root + "/pki", sock_dir=root + "/sock", conf_file=root + "/minion",
                    file_roots={"base": [str(tree / "salt")]}, pillar_roots={"base": [str(tree / "pillar")]},
                    fleet_overrides={"separator": "-"})
        # Grains of one's own are read from the configuration file alone.
        pathlib.Path(opts["conf_file"]).write_text(json.dumps({"grains": GRAINS}))
        caller = salt.client.Caller(mopts=opts)
        assert caller.cmd("grains.get", "role") == "web"
        result = {"pillar": caller.cmd("pillar.items"), "text": {}, "low": {}}
        for path in sorted((tree / "salt").rglob("*.sls")):
            sls = ".".join(path.relative_to(tree / "salt").with_suffix("").parts).removesuffix(".init")
            if sls == "top":
                continue
            render = salt.loader.render(caller.opts, caller.sminion.functions)
            text = salt.template.compile_template(str(path), render, "jinja", None, None, saltenv="base", sls=sls)
            result["text"][sls] = text.read() if hasattr(text, "read") else str(text)
            low = caller.cmd("state.show_low_sls", sls)
            result["low"][sls] = [[s["__id__"], f"{s['state']}.{s['fun']}", s["name"]] for s in low] if isinstance(low, list) and low \
                and isinstance(low[0], dict) else {"error": low}
        return result


def main(salt):
    sys.path.insert(0, salt)
    for name, tree in TREES.items():
        if tree.exists():
            target = HERE / f"{name}.expected.json"
            target.write_text(json.dumps(answers(tree), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            print(target)


if __name__ == "__main__":
    main(sys.argv[1])
