# SPDX-License-Identifier: Apache-2.0
"""count-tests.py - add up what meson's test logs say: the last line of scripts/test.

Every TAP line counts as a test; a program without TAP, or one that died, counts as one.
"""
import json
import os
import re
import sys

BAD = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"}


def count(path):
    passed = failed = 0
    with open(path, encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            out = test.get("stdout") or ""
            ok = len(re.findall(r"^ok \d+(?!.*# SKIP)", out, re.M))
            not_ok = len(re.findall(r"^not ok \d+", out, re.M))
            if not ok + not_ok and test["result"] == "OK":
                ok = 1
            if test["result"] == "SKIP" and out:
                print(f"{test['name']}: {out.splitlines()[-1]}")
            if test["result"] in BAD and not not_ok:
                not_ok = 1
            passed += ok
            failed += not_ok
    return passed, failed


def main():
    logs, broken = [], 0
    args = sys.argv[1:]
    if "--broken" in args:
        at = args.index("--broken")
        if os.path.exists(args[at + 1]):
            with open(args[at + 1], encoding="utf-8") as lines:
                for line in lines:
                    print("failed:", line.strip())
                    broken += 1
        args = args[:at]
    logs = [count(path) for path in args if os.path.exists(path)]
    passed = sum(p for p, _ in logs)
    failed = sum(f for _, f in logs) + broken
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
