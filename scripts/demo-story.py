# SPDX-License-Identifier: Apache-2.0
"""demo-story.py - tells the story of scripts/demo from real traffic.

Every line with an arrow is something the host was really told, or the station's ledger
really holds; what does not come within its time ends the demo with exit status 1.
"""
import json
import os
import select
import subprocess
import sys
import tempfile
import time

LIMIT = 15.0
PASSWORD = "Front-Door-1"


class Lines:
    """A child process that writes one JSON object a line."""

    def __init__(self, argv):
        self.child = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.buffer = b""

    def send(self, text):
        self.child.stdin.write(text.encode() + b"\n")
        self.child.stdin.flush()

    def read(self, limit=LIMIT):
        end = time.monotonic() + limit
        while b"\n" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.child.stdout], [], [], left)[0]:
                return None
            data = os.read(self.child.stdout.fileno(), 65536)
            if not data:
                return None
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return json.loads(line)

    def end(self):
        self.child.stdin.close()
        return self.child.wait(10)


def fail(what):
    print(f"\nThis did not come within {LIMIT:.0f} s: {what}", file=sys.stderr)
    sys.exit(1)


class Story:
    def __init__(self, build):
        self.sim = Lines([f"{build}/sim/gatehouse-sim", "hikvision-doorbell",
                          "--password", PASSWORD, "--set", "open-duration-ms=1500"])
        ready = self.sim.read()
        if not ready:
            fail("the simulated station")
        self.port = ready["port"]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as config:
            settings = {"host": "127.0.0.1", "port": self.port, "username": "admin",
                        "password": PASSWORD, "expose_locks": True,
                        "expose_tamper": True}
            json.dump({"instances": [{"id": "front", "provider": "hikvision-doorbell",
                                      "settings": settings}]}, config)
            config.flush()
            self.host = Lines([f"{build}/host-api/host/gatehouse-host",
                               "--plugin", f"{build}/plugin/provider/gatehouse.so",
                               "--manifests", "manifests",
                               "--config", config.name, "--console"])
            self.ids = {}
            self.names = {}
            self.requests = 0
            self.devices()

    def station(self, command):
        self.sim.send(command)
        answer = self.sim.read()
        if not answer or not answer.get("ok"):
            fail(f"the station's answer to {command!r}: {answer}")
        return answer

    def hear(self, what, wanted):
        end = time.monotonic() + LIMIT
        while True:
            report = self.host.read(max(0.0, end - time.monotonic()))
            if report is None:
                fail(what)
            if report.get("report") in ("violation", "error"):
                fail(f"{what}, but: {report}")
            if wanted(report):
                return report

    def state(self, what, device, capability, member, value):
        return self.hear(what, lambda r: r.get("report") == "state"
                         and r["device"] == self.ids[device]
                         and r["state"].get(capability, {}).get(member) == value)

    def devices(self):
        def all_there(report):
            for device in report.get("devices", []):
                self.ids[device["type"]] = device["id"]
                self.names[device["type"]] = device["name"]
                if "info" in device:
                    self.info = device["info"]
            return report.get("report") == "status" and report["status"] == "ok" \
                and report["device"] == self.ids.get("doorbell")

        self.hear("the devices of the station", all_there)

    def request(self, device, capability, op):
        self.requests += 1
        self.host.send(json.dumps({"request": self.requests, "instance": "front",
                                   "device": self.ids[device],
                                   "capability": capability, "op": op, "args": {}}))

    def reply(self):
        reply = self.hear("the reply", lambda r: r.get("report") == "reply")
        return reply["status"]


def say(text=""):
    print(text, flush=True)


def tell_of_camera(story, build):
    camera = Lines([f"{build}/sim/gatehouse-sim", "hikvision-camera", "--password", PASSWORD])
    ready = camera.read()
    if not ready:
        fail("the simulated camera")
    settings = {"host": "127.0.0.1", "port": ready["port"], "username": "admin",
                "password": PASSWORD, "off_delay": 1}
    story.host.send(json.dumps({"add": {"id": "porch", "provider": "hikvision-camera",
                                        "settings": settings}}))

    def porch(what, capability, on):
        story.hear(what, lambda r: r.get("instance") == "porch"
                   and r.get("report") == "state"
                   and r["state"].get(capability, {}).get("on") is on)

    devices = story.hear("the camera", lambda r: r.get("instance") == "porch"
                         and r.get("report") == "devices")["devices"][0]
    sensors = [c for c in devices["capabilities"].values() if c["type"] == "binary_sensor"]
    say(f"A camera comes to the house: {devices['info']['model']}, {len(sensors)} sensors, one is")
    say(f"  -> {devices['capabilities']['motion']['entity_id']}")
    porch("the camera, quiet", "motion", False)
    say("Somebody walks past it.")
    camera.send("alert VMD 1 active")
    porch("motion", "motion", True)
    say("  -> motion: on")
    porch("the end of it", "motion", False)
    say("  -> motion: off (1 s later, by itself)")
    say()
    camera.end()


def tell(build):
    story = Story(build)
    say(f"A simulated door station answers on 127.0.0.1:{story.port}; gatehouse-host has "
        "loaded gatehouse.so.")
    say()
    say("The devices appear:")
    say(f"  -> doorbell  {story.names['doorbell']!r}: {story.info['model']}, "
        f"firmware {story.info['sw_version']}")
    say(f"  -> lock      {story.names['lock']!r}")
    say(f"  -> switch    {story.names['switch']!r}")
    say()

    say("A visitor presses the button.")
    pressed = time.monotonic()
    story.station("press 1")
    ring = story.hear("the ring", lambda r: r.get("report") == "event"
                      and r["capability"] == "ring")
    took = (time.monotonic() - pressed) * 1000
    say(f"  -> the host hears: {ring['type']}, button {ring['data']['button']} "
        f"({took:.0f} ms after the press)")
    say()

    say("Somebody opens the door from the host.")
    story.request("lock", "lock", "unlock")
    story.state("the lock unlocking", "lock", "lock", "state", "unlocking")
    say("  -> lock: unlocking")
    status = None
    report = story.hear("the lock unlocked", lambda r: r.get("report") == "reply"
                        or r.get("state", {}).get("lock", {}).get("state") == "unlocked")
    if report["report"] == "reply":
        status = report["status"]
        story.state("the lock unlocked", "lock", "lock", "state", "unlocked")
    say("  -> lock: unlocked")
    status = status or story.reply()
    say(f"  -> the request was answered: {status}")
    story.state("the lock locked again", "lock", "lock", "state", "locked")
    say("  -> lock: locked (1.5 s later, by itself)")
    pulses = story.station("ledger")["ledger"]["relay_pulses"]["1"]
    say(f"  -> the station's ledger: relay 1 pulsed {pulses} time")
    say()

    say("The visitor leaves.")
    story.station("hangup")
    story.state("the end of the call", "doorbell", "call", "value", "idle")
    say("  -> call: idle")
    say()

    say("The housing is opened with a screwdriver.")
    story.station("tamper")
    story.state("the tamper switch on", "switch", "tamper", "on", True)
    say("  -> tamper switch: on, and it stays on")
    say("The owner has looked, and clears it.")
    story.request("switch", "tamper", "turn_off")
    story.state("the tamper switch off", "switch", "tamper", "on", False)
    say("  -> tamper switch: off")
    say()

    tell_of_camera(story, build)
    truth = story.station("ledger")["ledger"]
    ended = story.host.end()
    story.sim.end()
    say(f"The station counted {truth['presses']} press, {truth['relay_pulses']['1']} pulse, "
        f"{truth['tampers']} tamper alert, {truth['logins_failed']} failed logins.")
    if status != "ok" or pulses != 1 or ended != 0:
        fail(f"a clean end (reply {status}, {pulses} pulses, host {ended})")
    say("Try it yourself: docs/simulator.md and docs/console.md.")


tell(sys.argv[1])
