#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test-validator.py - dp-validate convicts every fault, of exactly what it is.

usage: test-validator.py DP_VALIDATE BAD_MANIFEST MODULES_DIR [PART [SANITIZER]]

PART is "modules", "manifests" or "behaviour"; without it, all. A SANITIZER other than
"none" has its own way of convicting leaks, and of ending a process that crashes.
"""
import concurrent.futures
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# Modules with a fault of linking or of their entry -> what convicts it.
MODULES = {
    "bad-extra": {"exports-one-symbol": "fail"},
    "bad-deletable": {"nodelete-flag": "fail"},
    "bad-textrel": {"no-textrel": "fail"},
    "bad-norelro": {"no-textrel": "fail"},
    "bad-execstack": {"no-textrel": "fail"},
    "bad-constructor": {"no-constructors": "fail"},
    "bad-destructor": {"no-constructors": "fail"},
    "bad-writable": {"entry-static": "fail"},
    "bad-undefined": {"no-undefined-symbols": "fail"},
    "bad-slow": {"scan-time": "warn"},
    "bad-effect": {"scan-side-effects": "fail"},
    "bad-null": {"entry-members": "fail"},
    "bad-size": {"entry-members": "fail"},
    "bad-version": {"entry-members": "fail"},
    "bad-major": {"entry-members": "fail"},
    "bad-newer": {},
}

# Values of the setting "fault" -> what convicts it.
BEHAVIOUR = {
    "none": {},
    "one-copy-only": {"load-twice": "fail"},
    "destroy-forgets": {"create-destroy": "fail"},
    "key-lost": {"create-destroy": "fail"},
    "thread-in-create": {"create-is-quiet": "fail"},
    "socket-in-create": {"create-is-quiet": "fail"},
    "file-in-create": {"create-is-quiet": "fail"},
    "reply-twice": {"start-stop": "fail"},
    "reply-forgotten": {"start-stop": "fail"},
    "leak-in-start": {"start-stop": "fail"},
    "thread-left": {"start-stop": "fail"},
    "fd-left": {"start-stop": "fail"},
    "crash-in-second-stop": {"stop-idempotent": "crash"},
    "hang-in-second-stop": {"stop-idempotent": "fail"},
    "crash-in-early-stop": {"stop-before-start": "crash"},
    "crash-at-null": {"destroy-without-start": "crash"},
    "log-in-destroy": {"destroy-without-start": "fail"},
    "deaf-after-restart": {"restart": "fail"},
    "says-nothing": {"start-unreachable": "fail"},
    "slow-stop": {"stop-time": "fail"},
    "call-after-stop": {"no-call-after-stop": "fail"},
    "stop-stops-all": {"two-instances": "fail"},
    "refusal-breaks-all": {"instance-isolation": "fail"},
    "reads-past-host": {"old-host": "crash"},
    "reads-past-config": {"old-host": "crash"},
    "reads-past-request": {"old-host": "crash"},
    "wants-exact-size": {"new-host": "fail"},
    "needs-extension": {"no-extensions": "crash"},
    "claims-every-extension": {"no-extensions": "fail"},
    "keeps-settings": {"borrowed-memory": "crash"},
    "umask": {"process-state-unchanged": "fail"},
    "environment": {"process-state-unchanged": "fail"},
    "signal-handler": {"process-state-unchanged": "fail"},
    "signal-mask": {"process-state-unchanged": "fail"},
    "working-directory": {"process-state-unchanged": "fail"},
    "locale": {"process-state-unchanged": "fail"},
    "file-limit": {"process-state-unchanged": "fail"},
    "stdout": {"no-stdout-stderr": "fail"},
    "stderr": {"no-stdout-stderr": "fail"},
    "log-newline": {"reports-well-formed": "fail"},
    "devices-malformed": {"reports-well-formed": "fail"},
    "event-of-nobody": {"reports-well-formed": "fail"},
    "probe-reports": {"reports-well-formed": "fail"},
}

# Faults that a sanitizer reports wherever they happen.
SANITIZERS_OWN = {"leak-in-start", "destroy-forgets"}

# A change of the manifest (path, new value; None removes) -> what convicts it.
MANIFESTS = [
    ("a member is missing", ["name"], None, {"manifest-schema": "fail"}),
    ("a member is unknown", ["colour"], "red", {"manifest-schema": "fail"}),
    ("another plugin's", ["plugin"], "good", {"manifest-matches-entry": "fail"}),
    ("another provider's", ["provider"], "good", {"manifest-matches-entry": "fail"}),
    ("another release's", ["version"], "1.2.4", {"manifest-matches-entry": "fail"}),
    ("another module's", ["module"], "good.so", {"manifest-matches-entry": "fail"}),
    ("another major's", ["abi", "major"], 2, {"manifest-matches-entry": "fail"}),
    ("another minor's", ["abi", "min_minor"], 1, {"manifest-matches-entry": "fail"}),
    ("a keyword outside the profile", ["settings", "properties", "host", "$ref"], "#/x",
     {"settings-profile": "fail"}),
    ("a condition without required", ["pages", 1, "when", "required"], None,
     {"settings-profile": "fail"}),
    ("defaults exclude each other", ["settings", "not"],
     {"required": ["mode"], "properties": {"mode": {"const": "off"}}},
     {"defaults-valid": "fail"}),
    ("a field that is no setting", ["pages", 0, "fields", 0], "/address",
     {"form-covers-schema": "fail"}),
    ("a setting on no page", ["pages", 1, "fields", 0], "/host",
     {"form-covers-schema": "fail"}),
    ("a setting on two pages", ["pages", 0, "fields"],
     ["/host", "/port", "/password", "/mode", "/fault", "/level"],
     {"form-covers-schema": "fail"}),
    ("an action that does not exist", ["pages", 0, "actions", 0], "dance",
     {"form-covers-schema": "fail"}),
    ("a secret in the open", ["settings", "properties", "password", "writeOnly"], None,
     {"secrets-marked": "fail"}),
]


class Bench:
    """The validator, its modules, and a folder for changed manifests."""

    def __init__(self, validator, manifest, modules, folder):
        self.validator = validator
        self.manifest = json.loads(pathlib.Path(manifest).read_text())
        self.modules = pathlib.Path(modules)
        self.folder = pathlib.Path(folder)

    def write_manifest(self, name, path, value):
        changed = copy.deepcopy(self.manifest)
        place = changed
        for step in path[:-1]:
            place = place[step]
        if value is None:
            del place[path[-1]]
        elif path:
            place[path[-1]] = value
        file = self.folder / (name.replace(" ", "-").replace("'", "") + ".json")
        file.write_text(json.dumps(changed))
        return file

    def run(self, module, manifest, *options):
        """@return {test: (outcome, seen)} of what neither passed nor was skipped"""
        done = subprocess.run([self.validator, "--json", "--manifest", manifest,
                               *options, self.modules / (module + ".so")],
                              capture_output=True, text=True, check=False)
        report = json.loads(done.stdout)
        found = {t["name"]: (t["outcome"], t["seen"]) for t in report["tests"]
                 if t["outcome"] not in ("pass", "skip")}
        convicted = any(o in ("fail", "crash") for o, _ in found.values())
        if done.returncode != (1 if convicted else 0):
            found["exit status"] = ("wrong", str(done.returncode))
        return found


def rows_of(bench, part, sanitized):
    """Yield (part, sentence, expected verdicts, arguments of Bench.run)."""
    if part in (None, "modules"):
        for module, expected in MODULES.items():
            if not (bench.modules / (module + ".so")).exists():
                continue  # not to be had on this machine, or with this sanitizer
            manifest = bench.write_manifest(module, ["module"], module + ".so")
            yield "module " + module, expected, (module, manifest)
    if part in (None, "manifests"):
        for name, path, value, expected in MANIFESTS:
            manifest = bench.write_manifest(name, path, value)
            yield "manifest: " + name, expected, ("bad", manifest)
    if part in (None, "behaviour"):
        manifest = bench.write_manifest("good", ["module"], "bad.so")
        for fault, expected in BEHAVIOUR.items():
            if sanitized and fault in SANITIZERS_OWN:
                continue
            settings = json.dumps({"host": "127.0.0.1", "port": 1, "fault": fault})
            yield "fault " + fault, expected, (
                "bad", manifest, "--settings", settings, "--timeout", "25")


def unconvictable(bench):
    """Tests that nothing in the tables above fails."""
    listing = subprocess.run([bench.validator, "--list"], capture_output=True, text=True,
                             check=True).stdout
    names = {line for line in listing.splitlines() if line and not line.startswith(" ")}
    expected = set()
    for row in [*MODULES.values(), *BEHAVIOUR.values(), *(m[3] for m in MANIFESTS)]:
        expected |= set(row)
    return names ^ expected


def main():
    part = sys.argv[4] if len(sys.argv) > 4 else None
    sanitized = len(sys.argv) > 5 and sys.argv[5] != "none"
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count() * 3) as pool:
        bench = Bench(*sys.argv[1:4], folder)
        strays = unconvictable(bench)
        if strays:
            print("# a test without a fault, or the reverse:", sorted(strays))
        print("%sok 1 - every test of the validator can fail" % ("not " * bool(strays)))
        rows = list(rows_of(bench, part, sanitized))
        results = pool.map(lambda row: bench.run(*row[2]), rows)
        wrong = bool(strays)
        for number, (row, found) in enumerate(zip(rows, results), 2):
            good = {name: outcome for name, (outcome, _) in found.items()} == row[1]
            for name, (outcome, seen) in found.items():
                if row[1].get(name) != outcome:
                    print("# %s %s: %s" % (outcome, name, seen))
            for name in set(row[1]) - set(found):
                print("# not convicted:", name)
            wrong = wrong or not good
            print("%sok %d - %s" % ("" if good else "not ", number, row[0]), flush=True)
        print("1..%d" % (len(rows) + 1))
    return wrong


sys.exit(main())
