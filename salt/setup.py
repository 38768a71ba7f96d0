"""The version comes from git's tags, as the program's does. Packages bring it in VERSION, for they bring no git."""
import pathlib
import subprocess

from setuptools import setup

HERE = pathlib.Path(__file__).resolve().parent


def git(*arguments):
    return subprocess.run(("git", "-C", str(HERE)) + arguments, capture_output=True, text=True, check=True).stdout.strip()


def version():
    """'0.1.0' at the tag v0.1.0, '0.1.0.post7' seven commits later, '0.dev312' where there is no tag yet."""
    stamped = HERE / "VERSION"
    if stamped.is_file():
        return stamped.read_text().strip()
    try:
        tag, commits, _ = git("describe", "--tags", "--long", "--match", "v[0-9]*").rsplit("-", 2)
    except subprocess.CalledProcessError:
        return "0.dev" + git("rev-list", "--count", "HEAD")
    return tag[1:] if commits == "0" else f"{tag[1:]}.post{commits}"


setup(version=version())
