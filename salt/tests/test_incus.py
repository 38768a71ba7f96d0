"""Every state and function against a real Incus.

BRINE_TEST_SOCKET names its socket, BRINE_TEST_BINARY the program, BRINE_TEST_SALT_CALL a salt-call to go through instead
of a loader like Salt's.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from minion import Minion  # noqa: E402
from saltcall import SaltCall  # noqa: E402

SOCKET = os.environ.get("BRINE_TEST_SOCKET", "")
BRINE = os.environ.get("BRINE_TEST_BINARY", "")
POOL = os.environ.get("BRINE_TEST_POOL", "dirp")
NUMBER = iter(range(1, 1000))


class Case(unittest.TestCase):
    maxDiff = None
    salt_call = os.environ.get("BRINE_TEST_SALT_CALL", "")

    def setUp(self):
        if not SOCKET or not BRINE:
            self.skipTest("no real server: BRINE_TEST_SOCKET and BRINE_TEST_BINARY are not set")
        self.state_dir = tempfile.TemporaryDirectory()
        self.project = "salt-{}-{}".format(os.getpid(), next(NUMBER))
        self.incus("project", "create", self.project, "-c", "features.images=false", "-c", "features.profiles=true",
                   at_home=True)
        self.incus("profile", "device", "add", "default", "root", "disk", "path=/", "pool=" + POOL)
        self.minion = self.start()

    def tearDown(self):
        self.minion.close()
        for name in self.incus("list", "-f", "csv", "-c", "n").split():
            self.incus("delete", "--force", name)
        self.incus("project", "delete", self.project, at_home=True)
        self.state_dir.cleanup()

    def start(self, **more):
        incus = dict({"brine_path": BRINE, "project": self.project, "state_dir": self.state_dir.name,
                      "connection": {"type": "unix", "socket": SOCKET}}, **more)
        return SaltCall(self.salt_call, incus) if self.salt_call else Minion({"incus": incus})

    def incus(self, *arguments, at_home=False):
        project = [] if at_home else ["--project", self.project]
        return subprocess.run(["incus", *project, *arguments], check=True, stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, universal_newlines=True).stdout

    def empty(self, *names):
        for name in names:
            self.incus("init", "--empty", name)

    def snapshots(self, instance):
        return sorted(s["name"] for s in json.loads(self.incus("list", instance, "-f", "json"))[0]["snapshots"] or [])


class Functions(Case):
    def test_snapshots_from_their_creation_to_their_deletion(self):
        self.empty("web")
        m = self.minion
        self.assertEqual(m.call("instance_snapshot_create", "web", "a", description="first"),
                         {"success": True, "message": "Snapshot a of instance web created successfully"})
        again = m.call("instance_snapshot_create", "web", "a")
        self.assertEqual((again["success"], "already exists" in again["error"]), (False, True))
        self.assertEqual([s["name"] for s in m.call("instance_snapshot_list", "web", recursion=1)["snapshots"]], ["a"])
        self.assertTrue(m.call("instance_snapshot_list", "web")["snapshots"][0].startswith(
            "/1.0/instances/web/snapshots/a"))
        self.assertEqual(m.call("instance_snapshot_get", "web", "a")["snapshot"]["name"], "a")
        self.assertEqual(m.call("instance_snapshot_update", "web", "a", expires_at="2035-12-31T23:59:59Z"),
                         {"success": True, "message": "Snapshot a updated successfully"})
        self.assertTrue(m.call("instance_snapshot_get", "web", "a")["snapshot"]["expires_at"].startswith("2035-12-31"))
        self.assertEqual(m.call("instance_snapshot_rename", "web", "a", "b"),
                         {"success": True, "message": "Snapshot a renamed to b successfully"})
        self.assertEqual(self.snapshots("web"), ["b"])
        self.assertEqual(m.call("instance_snapshot_delete", "web", "b"),
                         {"success": True, "message": "Snapshot b of instance web deleted successfully"})
        self.assertFalse(m.call("instance_snapshot_delete", "web", "b")["success"])
        self.assertFalse(m.call("instance_snapshot_update", "web", "b", description="x")["success"])
        self.assertEqual(self.snapshots("web"), [])

    def test_what_is_not_there_is_an_error_and_not_an_empty_answer(self):
        m = self.minion
        self.assertIn(".", m.call("brine_version"))
        self.assertEqual(m.call("instance_list"), {"success": True, "instances": []})
        for answer in (m.call("instance_get", "nope"), m.call("instance_snapshot_list", "nope"),
                       m.call("instance_snapshot_get", "nope", "a"), m.call("instance_snapshot_create", "nope", "a"),
                       m.call("instance_update", "nope", config={"user.a": "1"}), m.call("instance_delete", "nope"),
                       m.call("instance_start", "nope")):
            self.assertEqual((answer["success"], bool(answer["error"])), (False, True), answer)

    def test_the_doctor_tells_what_is_wrong_with_commands_that_reach_the_server(self):
        self.empty("web")
        self.incus("config", "set", "web", "snapshots.schedule=0 5 * * *")
        answer = self.minion.call("doctor", instances=["w*"])
        self.assertTrue(answer["success"], answer)
        grows = [f for f in answer["findings"] if f["check"] == "schedule-grows"][0]
        self.assertEqual((grows["severity"], grows["subject"]["name"]), ("note", "web"))
        self.assertIn("INCUS_SOCKET=" + SOCKET, grows["commands"][0])
        self.assertIn("schedule-conflict", answer["passed"])
        self.assertEqual(answer["unchecked"], [])
        self.assertTrue(self.minion.call("brine_end"))
        self.assertFalse(self.minion.call("doctor", project="nowhere")["success"])

    def test_instances_from_their_creation_to_their_deletion(self):
        m = self.minion
        image = {"type": "image", "alias": "bb"}
        self.assertEqual(m.call("instance_create", "c1", source=image, config={"user.a": "1"}),
                         {"success": True, "message": "Instance c1 created successfully"})
        self.assertFalse(m.call("instance_create", "c1", source=image)["success"])
        self.assertEqual(m.call("instance_get", "c1")["instance"]["config"]["user.a"], "1")
        self.assertTrue(m.call("instance_update", "c1", config={"user.b": "2"})["success"])
        config = m.call("instance_get", "c1")["instance"]["config"]
        self.assertEqual((config["user.a"], config["user.b"]), ("1", "2"))
        self.assertEqual(m.call("instance_start", "c1"),
                         {"success": True, "message": "Instance c1 started successfully"})
        self.assertTrue(m.call("instance_wait_ready", "c1")["success"])
        self.assertTrue(m.call("instance_restart", "c1", force=True)["success"])
        self.assertTrue(m.call("instance_stop", "c1", force=True)["success"])
        self.assertEqual(m.call("instance_get", "c1")["instance"]["status"], "Stopped")
        self.assertFalse(m.call("instance_wait_ready", "c1")["success"])
        self.assertEqual([i["name"] for i in m.call("instance_list", recursion=1)["instances"]], ["c1"])
        self.assertEqual(m.call("instance_delete", "c1"),
                         {"success": True, "message": "Instance c1 deleted successfully"})

    def test_a_restore_is_done_each_time_and_an_image_is_published(self):
        m = self.minion
        self.assertTrue(m.call("instance_create", "c1", source={"type": "image", "alias": "bb"})["success"])
        m.call("instance_snapshot_create", "c1", "a")
        for _ in range(2):
            self.incus("config", "set", "c1", "user.mark=later")
            self.assertEqual(m.call("instance_snapshot_restore", "c1", "a"),
                             {"success": True, "message": "Instance c1 restored from snapshot a successfully"})
            self.assertNotIn("user.mark", m.call("instance_get", "c1")["instance"]["config"])
        alias = "gold-" + self.project
        answer = m.call("instance_snapshot_publish", "c1", "a", aliases=[alias])
        try:
            self.assertEqual(answer["message"], "Snapshot a published as image successfully")
            self.assertEqual(json.loads(self.incus("query", "/1.0/images/aliases/" + alias, at_home=True))["target"],
                             answer["fingerprint"])
        finally:
            self.incus("image", "delete", answer["fingerprint"], at_home=True)


class States(Case):
    def test_a_snapshot_would_be_is_and_stays_created_and_deleted(self):
        self.empty("web")
        m = self.minion
        said = dict(name="a", instance="web", description="first", expires="30d")
        change = {"snapshot": {"old": None, "new": "a"}}
        self.assertEqual(m.state("instance_snapshot_present", test=True, **said), {
            "name": "web/a", "result": None, "changes": change,
            "comment": "Snapshot a would be created for instance web"})
        self.assertEqual(self.snapshots("web"), [])
        self.assertEqual(m.state("instance_snapshot_present", **said), {
            "name": "web/a", "result": True, "changes": change, "comment": "Snapshot a created for instance web"})
        self.assertEqual(m.state("instance_snapshot_present", **said), {
            "name": "web/a", "result": True, "changes": {}, "comment": "Snapshot a already exists for instance web"})
        self.assertEqual(m.state("instance_snapshot_absent", name="a", instance="web")["changes"],
                         {"snapshot": {"old": "a", "new": None}})
        self.assertEqual(m.state("instance_snapshot_absent", name="a", instance="web")["comment"],
                         "Snapshot a already absent from instance web")

    def test_a_restore_holds_until_something_watched_changes(self):
        self.empty("web")
        m = self.minion
        m.state("instance_snapshot_present", name="a", instance="web")
        said = dict(name="a", instance="web")
        self.assertEqual(m.state("instance_snapshot_restored", **said)["comment"], "Instance web restored to snapshot a")
        self.assertEqual(m.state("instance_snapshot_restored", **said)["changes"], {})
        self.assertTrue(m.watched("instance_snapshot_restored", **said)["changes"])

    def test_policies_delete_what_they_do_not_keep(self):
        self.empty("web")
        m = self.minion
        for name in ("d1", "d2", "d3", "d4"):
            m.state("instance_snapshot_present", name=name, instance="web")
        rotated = m.state("instance_snapshots_rotated", name="r", instance="web", pattern="d*", keep=3)
        self.assertEqual((rotated["result"], rotated["changes"]), (True, {"deleted": {"old": ["d1"], "new": None}}))
        retained = m.state("instance_snapshots_retained", name="p", instances=["w*"], pattern="d*", last=2)
        self.assertTrue(retained["result"], retained)
        self.assertEqual(self.snapshots("web"), ["d3", "d4"])
        managed = m.state("instance_snapshots_managed", name="m", instance="web", snapshots_config={
            "daily": {"name": "d5", "pattern": "d*", "keep": 2}})
        self.assertEqual((managed["result"], self.snapshots("web")), (True, ["d4", "d5"]))

    def test_instances_are_made_run_and_go(self):
        m = self.minion
        image = {"type": "image", "alias": "bb"}
        self.assertTrue(m.state("instance_present", name="c1", source=image, config={"user.a": "1"})["changes"])
        self.assertEqual(m.state("instance_present", name="c1", source=image, config={"user.a": "1"})["comment"],
                         "Instance c1 already in desired state")
        self.assertEqual(m.state("instance_running", test=True, name="c1")["result"], None)
        self.assertEqual(m.state("instance_running", name="c1", wait_is_ready=True)["comment"], "Instance c1 started and ready")
        self.assertEqual(m.watched("instance_running", name="c1")["comment"], "Instance c1 restarted")
        self.assertEqual(m.state("instance_stopped", name="c1", force=True)["comment"], "Instance c1 stopped")
        m.state("instance_snapshot_present", name="a", instance="c1")
        alias = "gold-" + self.project
        published = m.state("snapshot_published", name="a", instance="c1", alias=alias)
        self.assertTrue(published["result"], published)
        self.incus("image", "delete", published["changes"]["image"]["new"], at_home=True)
        self.assertEqual(m.state("instance_absent", name="c1")["comment"], "Instance c1 deleted")
        self.assertEqual(m.state("instance_absent", name="c1")["comment"], "Instance c1 already absent")

    def test_a_set_is_made_restored_and_deleted_as_one(self):
        self.empty("web", "db")
        m = self.minion
        said = dict(name="s", instances=["web", "db"])
        made = m.state("snapshot_group_present", description="both", **said)
        self.assertTrue(made["result"] and made["changes"], made)
        self.assertEqual((self.snapshots("web"), self.snapshots("db")), (["s"], ["s"]))
        self.assertEqual(m.state("snapshot_group_present", description="both", **said)["changes"], {})
        self.assertTrue(m.state("snapshot_group_restored", **said)["changes"])
        self.assertEqual(m.state("snapshot_group_restored", **said)["changes"], {})
        self.assertTrue(m.watched("snapshot_group_restored", **said)["changes"])
        self.assertTrue(m.state("snapshot_group_absent", **said)["changes"])
        self.assertNotIn("s", self.snapshots("web") + self.snapshots("db"))

    def test_a_volume_has_snapshots_of_its_own(self):
        m = self.minion
        self.incus("storage", "volume", "create", POOL, "data")
        said = dict(name="a", pool=POOL, volume="data")
        try:
            self.assertTrue(m.state("volume_snapshot_present", description="first", **said)["changes"])
            self.assertEqual(m.state("volume_snapshot_present", description="first", **said)["changes"], {})
            self.assertTrue(m.state("volume_snapshot_restored", **said)["changes"])
            self.assertEqual(m.state("volume_snapshot_restored", **said)["changes"], {})
            self.assertTrue(m.watched("volume_snapshot_restored", **said)["changes"])
            self.assertTrue(m.state("volume_snapshot_absent", **said)["changes"])
            self.assertEqual(m.state("volume_snapshot_absent", **said)["changes"], {})
        finally:
            self.incus("storage", "volume", "delete", POOL, "data")

    def test_a_snapshot_is_drilled_on_a_clone_that_is_gone_afterwards(self):
        m = self.minion
        self.assertTrue(m.state("instance_present", name="c1", source={"type": "image", "alias": "bb"})["result"])
        m.state("instance_snapshot_present", name="a", instance="c1")
        said = dict(name="can-be-restored", instance="c1", snapshot="a")
        drilled = m.state("snapshot_drilled", check="test -x /bin/sh", every="1d", **said)
        self.assertEqual((drilled["result"], drilled["changes"]["drill"]["new"]["result"]), (True, "passed"), drilled)
        self.assertEqual(m.state("snapshot_drilled", check="test -x /bin/sh", every="1d", **said)["changes"], {})
        self.assertFalse(m.state("snapshot_drilled", check="exit 7", **said)["result"])
        self.assertEqual(self.incus("list", "-f", "csv", "-c", "n").split(), ["c1"])

    def test_what_is_wrong_is_said_and_nothing_is_done(self):
        self.empty("web")
        m = self.minion
        for said, part in ((dict(name="a b", instance="web"), "'a b'"), (dict(name="a"), "instance"),
                           (dict(name="a", instance="nope"), "Instance nope does not exist"),
                           (dict(name="a", instance="web", expires="soon"), "soon")):
            answer = m.state("instance_snapshot_present", **said)
            self.assertEqual((answer["result"], answer["changes"]), (False, {}))
            self.assertIn(part, answer["comment"])
        self.assertEqual(self.snapshots("web"), [])


class Runs(Case):
    def chunk(self, number, instance, **more):
        return dict({"state": "incus", "fun": "instance_snapshot_present", "__id__": "s{}".format(number),
                     "name": "s{}".format(number), "instance": instance, "order": number, "__sls__": "a",
                     "__env__": "base"}, **more)

    def test_neighbours_have_each_their_own_answer(self):
        names = ["c{}".format(n) for n in range(8)]
        self.empty(*names)
        chunks = [self.chunk(n, name) for n, name in enumerate(names)] + [self.chunk(9, "nope")]
        answers = self.minion.highstate(chunks)
        self.assertEqual([a["result"] for a in answers], [True] * 8 + [False])
        self.assertEqual([a["name"] for a in answers][:2], ["c0/s0", "c1/s1"])
        self.assertTrue(all(not a["changes"] for a in self.minion.highstate(chunks)))

    def test_what_stands_between_two_snapshots_happens_between_them(self):
        self.empty("web")
        seen = os.path.join(self.state_dir.name, "seen")
        look = "incus list web --project {} -f json > {}".format(self.project, seen)
        between = {"state": "cmd", "fun": "run", "__id__": "upgrade", "name": look, "order": 2}
        self.minion.highstate([self.chunk(1, "web"), between, self.chunk(3, "web")])
        with open(seen, encoding="utf-8") as file:
            self.assertEqual([snapshot["name"] for snapshot in json.load(file)[0]["snapshots"]], ["s1"])
        self.assertEqual(self.snapshots("web"), ["s1", "s3"])

    def test_what_has_to_wait_waits_and_what_failed_stops_it(self):
        self.empty("web")
        chunks = [self.chunk(1, "nope"), self.chunk(2, "web", require=[{"incus": "s1"}]), self.chunk(3, "web")]
        self.assertEqual([a["result"] for a in self.minion.highstate(chunks)], [False, False, True])
        self.assertEqual(self.snapshots("web"), ["s3"])

    def test_test_mode_changes_nothing(self):
        self.empty("web", "db")
        answers = self.minion.highstate([self.chunk(1, "web"), self.chunk(2, "db")], test=True)
        self.assertEqual([a["result"] for a in answers], [None, None])
        self.assertEqual(self.snapshots("web") + self.snapshots("db"), [])


class Workers(Case):
    salt_call = ""  # a salt-call is a process of its own, and its worker ends with it

    def process(self):
        return self.minion.context["incus.brine_worker"]._process

    def test_neighbours_are_one_request(self):
        names = ["c{}".format(n) for n in range(8)]
        self.empty(*names)
        self.minion.highstate([Runs.chunk(self, n, name) for n, name in enumerate(names)])
        self.assertEqual(self.minion.context["incus.brine_worker"]._number, 1)

    def test_one_worker_serves_a_whole_run_and_ends_with_it(self):
        self.minion.call("instance_list")
        process = self.process()
        self.minion.call("instance_list")
        self.assertEqual(self.process().pid, process.pid)
        self.minion.close()
        self.assertEqual(process.wait(timeout=30), 0)

    def test_a_worker_that_was_killed_is_started_again(self):
        self.empty("web")
        self.minion.call("instance_list")
        dead = self.process().pid
        os.kill(dead, signal.SIGKILL)
        self.process().wait(timeout=30)
        self.assertTrue(self.minion.state("instance_snapshot_present", name="a", instance="web")["result"])
        self.assertNotEqual(self.process().pid, dead)

    def test_a_worker_that_dies_in_the_middle_of_a_state_is_asked_again(self):
        self.empty("web")
        self.minion.call("instance_list")
        worker = self.minion.context["incus.brine_worker"]
        os.kill(worker._process.pid, signal.SIGSTOP)

        class Killing:
            closed = False

            def __init__(self, pipe):
                self.pipe = pipe

            def write(self, data):
                return self.pipe.write(data)

            def flush(self):
                self.pipe.flush()
                os.kill(worker._process.pid, signal.SIGKILL)  # after the request, before its answer

            def close(self):
                self.pipe.close()

        worker._process.stdin = Killing(worker._process.stdin)
        answer = self.minion.state("instance_snapshot_present", name="a", instance="web")
        self.assertTrue(answer["result"], answer)
        self.assertEqual(self.snapshots("web"), ["a"])

    def test_a_call_that_changes_something_is_not_repeated_blindly(self):
        self.empty("web")
        self.minion.call("instance_list")
        worker = self.minion.context["incus.brine_worker"]
        os.kill(worker._process.pid, signal.SIGKILL)
        worker.runs = lambda: True  # it dies when it is written to
        worker._process.wait(timeout=30)
        answer = self.minion.call("instance_snapshot_create", "web", "a")
        self.assertEqual((answer["success"], "brine worker ended" in answer["error"]), (False, True))

    def test_a_call_whose_worker_was_ended_before_it_was_asked_goes_to_a_new_one(self):
        self.empty("web")
        self.minion.call("instance_list")
        ended = self.minion.context["incus.brine_worker"]
        self.minion.call("brine_end")
        self.assertIsNotNone(ended._process.poll())
        start, handed = self.minion.module._worker, [ended]
        self.minion.module._worker = lambda config: handed.pop() if handed else start(config)
        self.assertTrue(self.minion.call("instance_snapshot_create", "web", "a")["success"])
        self.assertEqual(self.snapshots("web"), ["a"])

    def test_garbage_on_the_pipe_is_answered_and_survived(self):
        self.minion.call("instance_list")
        for garbage in (b"garbage\n", b"[]\n", b"{}\n", b"\xff\xfe\n", b'{"id":1,"states":7}\n', b"\n"):
            self.process().stdin.write(garbage)
        self.assertEqual(self.minion.call("instance_list"), {"success": True, "instances": []})

    def test_a_fork_has_a_worker_of_its_own(self):
        self.minion.call("instance_list")
        parent = self.process().pid
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            answer = self.minion.call("instance_list")
            own = self.minion.context["incus.brine_worker"]._process.pid
            os.write(write, json.dumps([answer["success"], own != parent]).encode())
            os._exit(0)
        os.waitpid(child, 0)
        self.assertEqual(json.loads(os.read(read, 100).decode()), [True, True])
        self.assertTrue(self.minion.call("instance_list")["success"])

    def test_no_server_and_no_brine_are_told(self):
        lost = self.start(connection={"type": "unix", "socket": "/nowhere/unix.socket"})
        answer = lost.state("instance_snapshot_present", name="a", instance="web")
        self.assertEqual((answer["result"], answer["changes"]), (False, {}))
        self.assertIn("/nowhere/unix.socket", answer["comment"])
        lost.close()
        none = self.start(brine_path="/nowhere/brine")
        answer = none.state("instance_snapshot_present", name="a", instance="web")
        self.assertIn("/nowhere/brine cannot be started", answer["comment"])


class Beacons(Case):
    salt_call = ""

    def told(self, *config):
        """Without other projects: their poisonous patterns are told too, and other tests make some."""
        subjects = [(event, event.get("subject", {})) for event in self.minion.beacon(*config)]
        return [(event["tag"], event["state"], subject.get("name")) for event, subject in subjects
                if subject.get("project") in (None, self.project)]

    def test_what_is_wrong_is_told_once_and_once_more_when_it_is_gone(self):
        self.empty("web", "db")
        self.incus("config", "set", "web", "snapshots.schedule=0 5 * * *")
        config = ({"interval": 60}, {"severity": "note"}, {"checks": ["schedule-g*", "pattern-*"]})
        self.assertEqual(self.told(*config), [("schedule-grows", "found", "web")])
        self.assertEqual(self.told(*config), [])
        self.assertNotIn("incus.brine_worker", self.minion.context)
        self.incus("config", "set", "db", "snapshots.schedule=0 5 * * *")
        self.assertEqual(self.told(*config), [("schedule-grows", "found", "db")])
        self.incus("config", "set", "web", "snapshots.expiry=9w")
        self.assertEqual(self.told(*config), [("schedule-grows", "gone", "web")])

    def test_instances_severity_and_checks_choose(self):
        self.empty("web", "db")
        for name in ("web", "db"):
            self.incus("config", "set", name, "snapshots.schedule=0 5 * * *", "snapshots.expiry=6H")
        self.assertEqual(self.told({"instances": ["w*"]}, {"checks": ["schedule-*"]}),
                         [("schedule-conflict", "found", "web"), ("schedule-stopped", "found", "web")])
        self.assertEqual(self.told({"severity": "error"}, {"checks": ["schedule-*"]}),
                         [("schedule-conflict", "found", "db"), ("schedule-conflict", "found", "web")])

    def test_a_server_that_cannot_be_asked_is_told_and_what_was_wrong_on_it_is_not_gone(self):
        self.empty("web")
        self.incus("config", "set", "web", "snapshots.schedule=0 5 * * *")
        config = ({"severity": "note"}, {"checks": ["schedule-grows"]})
        self.assertEqual(self.told(*config), [("schedule-grows", "found", "web")])
        link = self.minion.pillar["incus"]["connection"]
        link["socket"] = "/nowhere/unix.socket"
        away = self.minion.beacon(*config)
        self.assertEqual([(e["tag"], e["state"]) for e in away], [("unreachable", "found")])
        self.assertIn("/nowhere/unix.socket", away[0]["message"])
        self.assertEqual(self.told(*config), [])
        link["socket"] = SOCKET
        self.assertEqual(self.told(*config), [("unreachable", "gone", None)])

    def test_what_is_configured_wrong_is_refused(self):
        validate = self.minion.beacons.validate
        for config, word in (({"checks": "all"}, "list of dictionaries"), ([{"check": ["a"]}], "does not know 'check'"),
                             ([{"checks": "schedule-*"}], "must be a list"), ([{"severity": "bad"}], "must be one of"),
                             ([{"all_projects": "yes"}], "must be a bool")):
            valid, why = validate(config)
            self.assertEqual((valid, word in why), (False, True), why)
        self.assertTrue(validate([{"interval": 3600}, {"disable_during_state_run": True}, {"severity": "note"}])[0])
        self.assertTrue(validate([])[0])


class Restarts(Case):
    salt_call = ""

    def setUp(self):
        if not os.environ.get("BRINE_TEST_BENCH"):
            self.skipTest("no daemon of its own to stop: BRINE_TEST_BENCH is not set")
        super().setUp()

    def bench(self, what):
        folder = os.path.dirname(SOCKET)
        subprocess.run([os.environ["BRINE_TEST_BENCH"], what, folder], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_one_worker_goes_on_after_its_server_was_away(self):
        self.empty("web")
        said = dict(name="a", instance="web")
        self.assertTrue(self.minion.state("instance_snapshot_present", **said)["changes"])
        worker = self.minion.context["incus.brine_worker"]._process.pid
        self.bench("stop")
        away = self.minion.state("instance_snapshot_present", name="b", instance="web")
        self.assertEqual((away["result"], away["changes"]), (False, {}))
        self.assertIn("unix.socket", away["comment"])
        self.assertFalse(self.minion.call("instance_list")["success"])
        self.bench("start")
        self.assertEqual(self.minion.state("instance_snapshot_present", **said)["changes"], {})
        self.assertTrue(self.minion.state("instance_snapshot_present", name="b", instance="web")["changes"])
        self.assertEqual(self.minion.context["incus.brine_worker"]._process.pid, worker)

    def test_a_daemon_that_is_killed_in_the_middle_of_a_state_is_waited_for(self):
        self.incus("init", "bb", "web")
        self.incus("start", "web")
        self.incus("exec", "web", "--", "sh", "-c", "dd if=/dev/urandom of=/f bs=1M count=300 && sync")
        self.minion.call("instance_list")
        answers = []
        said = dict(name="big", instance="web")
        state = threading.Thread(target=lambda: answers.append(self.minion.state("instance_snapshot_present", **said)))
        state.start()
        while self.snapshots("web") == []:
            time.sleep(0.005)
        with open(os.path.join(os.path.dirname(SOCKET), "incusd.pid"), encoding="utf-8") as pid:
            os.kill(int(pid.read()), signal.SIGKILL)
        self.bench("start")
        state.join()
        self.assertTrue(answers[0]["result"], answers)
        self.assertEqual(self.minion.state("instance_snapshot_present", **said)["changes"], {})
        self.assertEqual(self.snapshots("web"), ["big"])


class Whole(unittest.TestCase):
    def test_nothing_that_salt_can_call_is_left_out(self):
        """Each state and function is called by its name in this file."""
        with open(__file__, encoding="utf-8") as file:
            tests = file.read()
        minion = Minion({"incus": {"brine_path": "brine"}})
        offered = [f for f in minion.functions if f not in ("config.get", "incus.brine_request")]
        offered += [f for f in vars(minion.states) if not f.startswith(("_", "mod_"))
                    and getattr(vars(minion.states)[f], "__module__", "") == minion.states.__name__]
        self.assertEqual([f for f in offered if '"{}"'.format(f.replace("incus.", "")) not in tests], [])


if __name__ == "__main__":
    unittest.main()
