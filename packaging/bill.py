#!/usr/bin/env python3
"""Finishes a CycloneDX bill of materials: bill.py BOM ASSETS EPOCH

The tool that wrote BOM knows the packages that the project references. NativeAOT links the .NET runtime in, too, which is no
reference but a pack that the SDK downloads: ASSETS (project.assets.json) names it. The time becomes that of the commit, EPOCH.
"""
import base64
import datetime
import json
import pathlib
import sys
import xml.etree.ElementTree

RUNTIME = "microsoft.netcore.app.runtime.nativeaot.linux-x64"


def pack(assets):
    """The name, the version and the folder of the runtime that is linked in."""
    for framework in assets["project"]["frameworks"].values():
        for download in framework.get("downloadDependencies", ()):
            if download["name"].lower() == RUNTIME:
                version = download["version"].strip("[]").split(",")[0]
                for folder in assets["packageFolders"]:
                    found = pathlib.Path(folder, RUNTIME, version)
                    if found.is_dir():
                        return download["name"], version, found
    sys.exit(f"bill.py: {RUNTIME} is not among the downloads of the project; restore it with PublishAot on")


def component(name, version, folder):
    nuspec = xml.etree.ElementTree.parse(folder / f"{RUNTIME}.nuspec").getroot()
    licence = nuspec.find("./{*}metadata/{*}license")
    if licence is None or licence.get("type") != "expression":
        sys.exit(f"bill.py: {folder} names no licence by an expression")
    digest = (folder / f"{RUNTIME}.{version}.nupkg.sha512").read_text()
    purl = f"pkg:nuget/{name}@{version}"
    return {
        "type": "framework", "bom-ref": purl, "name": name, "version": version, "scope": "required",
        "hashes": [{"alg": "SHA-512", "content": base64.b64decode(digest).hex().upper()}],
        "licenses": [{"license": {"id": licence.text}}], "purl": purl,
    }


def main(bom, assets, epoch):
    bill = json.loads(pathlib.Path(bom).read_text())
    runtime = component(*pack(json.loads(pathlib.Path(assets).read_text())))
    time = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
    bill["metadata"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ")
    bill["components"].append(runtime)
    program = bill["metadata"]["component"]["bom-ref"]
    next(d for d in bill["dependencies"] if d["ref"] == program)["dependsOn"].append(runtime["bom-ref"])
    bill["dependencies"].append({"ref": runtime["bom-ref"]})
    pathlib.Path(bom).write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n")


main(*sys.argv[1:])
