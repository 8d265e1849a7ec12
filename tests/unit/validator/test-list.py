#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test-list.py - docs/validator.md has the list that dp-validate --list prints.

usage: test-list.py DP_VALIDATE DOCUMENT [--write]
"""
import pathlib
import subprocess
import sys

BEGIN = "<!-- dp-validate --list: begin; test-list.py --write renews it -->\n"
END = "<!-- dp-validate --list: end -->\n"


def table(listing):
    """name, paragraphs of rule and description -> a definition per test"""
    text = ""
    for block in listing.strip().split("\n\n"):
        name, *lines = block.splitlines()
        text += "**`%s`**\n\n%s\n\n" % (name, "\n".join(line.strip() for line in lines))
    return text


def main():
    document = pathlib.Path(sys.argv[2])
    listing = subprocess.run([sys.argv[1], "--list"], capture_output=True, text=True,
                             check=True).stdout
    text = document.read_text()
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    wanted = head + BEGIN + "\n" + table(listing) + END + tail
    if "--write" in sys.argv:
        document.write_text(wanted)
    current = text == wanted or "--write" in sys.argv
    print("%sok 1 - docs/validator.md lists the tests as they are\n1..1"
          % ("" if current else "not "))
    return not current


sys.exit(main())
