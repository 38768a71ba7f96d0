"""Whether what is measured and what is reported fit together. tests/House.Tests runs it; nothing is measured here."""

import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest

BENCH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, BENCH)

import measure  # noqa: E402
from parts import create, delete, group, outside, plan, salt, start  # noqa: E402
from rows import PARTS, SCHEMA, faults, row  # noqa: E402


def results():
    """A run in which all held: the rows that each part makes of figures such as it sees."""
    return {
        "schema": SCHEMA, "at": "2026-11-27T23:00:00Z", "commit": "abc1234", "quick": False, "parts": list(PARTS),
        "instances": 100, "machine": measure.machine(), "brine": "brine 0.1.0", "server": "6.0.4",
        "load_before": [0.1, 0.1, 0.1], "load_after": [2.0, 1.0, 0.5], "failed": {}, "seen": {}, "rows": rows(),
    }


def rows():
    contest = type("Contest", (), {"binary": __file__, "count": 100})
    took = {"median_s": 1.0}
    whole = {"median_s": 0.004, "min_s": 0.003, "processor_median_s": 0.003}
    made = {"raw_2": {"median_s": 2.0}, "raw_4": {"median_s": 1.9}, "brine": {"median_s": 2.0, "runs_s": [2.0, 2.1]}}
    highstate = {"created": {"median_s": 1.0}, "held": {"median_s": 0.5}}
    return [
        *start._rows(contest, dict.fromkeys(
            ("brine_version", "brine_list", "incus_version", "incus_list", "nothing"), whole),
                     {"brine_list": 20.0, "incus_list": 20.0}),
        *create._rows(contest, "create", {**made, "incus_loop": {"median_s": 4.0}, "brine_processor_s": 0.1,
                                          "requests": {"total": 203}}),
        *create._rows(contest, "describe", {**made, "brine_processor_s": 0.1, "requests": {"total": 303}}),
        *plan._rows("the sandbox", {"brine": took, "cheapest": took, "sent_again": took, "processor_s": 0.3,
                                    "declarations": 10, "instances": 1, "peak_mib": 90.0, "requests": {"total": 4}}),
        *outside._render_rows({size: {"lines": int(size), "brine": int(size) / 1e5, "original": int(size) / 1e4,
                                      "ratio": 10.0, "same": True} for size in ("500", "5000", "50000")}),
        *outside._retention_rows([{"shape": "one instance", "processor_ms": {"1000000": 500, "2000000": 1100},
                                   "clock_ms": {"1000000": 600, "2000000": 1200}}]),
        *delete._rows("the sandbox", {**made, "count": 300, "brine_to_raw_best": 1.05}),
        *group._rows("btr", {"frozen": took, "slowest_snapshot": took, "slowest_freeze": took, "ratio": 1.1}),
        row("memory", "peak memory", 28.0, "MiB", at_most=40),
        *salt._rows({"states": 200, "raw_4": took, "aggregated": highstate, "one by one": highstate,
                     "salt-call, aggregated": highstate, "salt-call, one by one": highstate,
                     "formula": {"created": {"median_s": 22.0}, "held": {"median_s": 1.5}}}),
    ]


class Report(unittest.TestCase):
    def report(self, document):
        """Exit code, what was printed, and the document that was written."""
        with tempfile.TemporaryDirectory() as folder:
            given, made = os.path.join(folder, "results.json"), os.path.join(folder, "performance.md")
            with open(given, "w", encoding="utf-8") as file:
                json.dump(document, file)
            ran = subprocess.run([sys.executable, "-B", os.path.join(BENCH, "report.py"), given, "--document", made],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            if not os.path.exists(made):
                return ran.returncode, ran.stdout, None
            with open(made, encoding="utf-8") as file:
                return ran.returncode, ran.stdout, file.read()

    def test_the_rows_of_every_part_follow_the_schema_and_stand_in_table_and_document(self):
        told = results()
        self.assertEqual(faults(told), [])
        self.assertEqual({r["part"] for r in told["rows"]}, set(PARTS))
        code, printed, document = self.report(told)
        self.assertEqual(code, 0, printed)
        self.assertNotIn("does not hold", document)
        for r in told["rows"]:
            self.assertIn("| {} |".format(r["what"]), document)
            self.assertIn(r["what"].replace("`", ""), printed)
        for fact in ("abc1234", "2026-11-27T23:00:00Z", "6.0.4", told["machine"]["processor"], "load 0.1"):
            self.assertIn(fact, document)

    def test_a_row_that_does_not_hold_is_named_with_its_reason_and_fails(self):
        told = results()
        told["rows"].append(row("plan", "too slow", 1.2, "s", at_most=1, note="The disk was full."))
        code, printed, document = self.report(told)
        self.assertEqual(code, 1)
        self.assertIn("**missed**", printed)
        self.assertIn("too slow: 1.20 s, must be at most 1. The disk was full.", document)

    def test_a_bound_itself_still_holds_and_a_row_without_one_neither_holds_nor_fails(self):
        self.assertEqual([row("plan", "x", 1.1, at_most=1.1)["met"], row("plan", "x", 20, at_least=20)["met"],
                          row("plan", "x", 1.1001, at_most=1.1)["met"], row("plan", "x", 19.9, at_least=20)["met"],
                          row("plan", "x", 7)["met"]], [True, True, False, False, None])

    def test_what_is_shown_never_contradicts_what_is_said_of_it(self):
        told = results()
        told["rows"] = [row("plan", "near", 1.104, "times", at_most=1.10)]
        self.assertIn("near | 1.104 times | at most 1.1 | **missed**", self.report(told)[2])

    def test_a_part_without_figures_fails_and_one_that_was_left_out_is_told(self):
        told = results()
        told["failed"] = {"group": "RuntimeError: no freezer"}
        code, printed, document = self.report(told)
        self.assertEqual(code, 1)
        self.assertIn("no freezer", printed)
        self.assertIn("gave no figures: RuntimeError: no freezer", document)
        told = results()
        told["parts"].remove("salt")
        told["rows"] = [r for r in told["rows"] if r["part"] != "salt"]
        self.assertIn("Under Salt: was not measured in this run.", self.report(told)[2])

    def test_a_file_of_another_shape_is_refused_with_what_is_wrong(self):
        def broken(change):
            told = copy.deepcopy(results())
            change(told)
            return told
        for change, said in (
                (lambda t: t.update(schema=1), "schema is 1, expected"),
                (lambda t: t.pop("commit"), "commit is missing"),
                (lambda t: t["rows"][0].pop("unit"), "rows[0]: has no unit"),
                (lambda t: t["rows"][0].update(part="speed"), "part 'speed' is none of"),
                (lambda t: t["rows"][0].update(unit="furlong"), "unit 'furlong' is none of"),
                (lambda t: t["rows"][0].update(value="4"), "value '4' is no number"),
                (lambda t: t["rows"][0].update(must={"about": 4}), "is neither at_most nor at_least"),
                (lambda t: t["rows"][0].update(met=not t["rows"][0]["met"]), "says otherwise")):
            code, printed, document = self.report(broken(change))
            self.assertEqual((code, document), (2, None), printed)
            self.assertIn(said, printed)

    def test_the_document_that_is_kept_tells_of_every_part_and_so_does_the_help(self):
        with open(os.path.join(BENCH, "..", "docs", "performance.md"), encoding="utf-8") as file:
            kept = file.read()
        self.assertEqual([title for title in PARTS.values() if title not in kept], [])
        with open(os.path.join(BENCH, "run.sh"), encoding="utf-8") as file:
            only = next(line for line in file if line.startswith("#   --only"))
        self.assertEqual([part for part in measure.MEASURED if part not in only], [])


if __name__ == "__main__":
    unittest.main()
